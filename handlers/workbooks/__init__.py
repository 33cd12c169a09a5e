"""The roster as the workbook that the union keeps."""
