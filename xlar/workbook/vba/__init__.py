"""VBA projects written without Excel: sources in, ``vbaProject.bin`` out."""
