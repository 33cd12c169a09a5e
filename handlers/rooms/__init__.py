"""The groups and people of WeChat: who is who, which group is which, where somebody can be reached."""
