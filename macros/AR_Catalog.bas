Attribute VB_Name = "AR_Catalog"
Option Explicit
Option Private Module

' Texts of the function wizard, from the sheet that also serves Excel-DNA's IntelliSense: name,
' description, help, then parameters with their descriptions.

Private Const CATALOG As String = "_IntelliSense_"
Private Const FIRST_PARAMETER As Long = 4

' On Error Resume Next: Excel refuses to describe functions in a protected view or a hidden
' workbook, and works without.
Public Sub AR_Describe()
    Dim line As Long
    Dim wasSaved As Boolean
    On Error Resume Next
    wasSaved = ThisWorkbook.Saved
    With ThisWorkbook.Worksheets(CATALOG)
        For line = 2 To .UsedRange.Rows.Count
            Describe CStr(.Cells(line, 1).Value2), CStr(.Cells(line, 2).Value2), Descriptions(line)
        Next line
    End With
    ThisWorkbook.Saved = wasSaved
End Sub

Private Sub Describe(ByVal name As String, ByVal text As String, ByVal parameters As Variant)
    Dim macro As String
    macro = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & name
    If UBound(parameters) < 0 Then
        Application.MacroOptions Macro:=macro, Description:=text, Category:=AR_Text("category", name)
    Else
        Application.MacroOptions Macro:=macro, Description:=text, Category:=AR_Text("category", name), ArgumentDescriptions:=parameters
    End If
End Sub

' The descriptions of the parameters of the function in a row.
Public Function Descriptions(ByVal line As Long) As Variant
    Dim texts() As Variant
    Dim count As Long
    Descriptions = Array()
    With ThisWorkbook.Worksheets(CATALOG)
        Do While CStr(.Cells(line, FIRST_PARAMETER + 2 * count).Value2) <> ""
            ReDim Preserve texts(0 To count)
            texts(count) = CStr(.Cells(line, FIRST_PARAMETER + 2 * count + 1).Value2)
            count = count + 1
        Loop
    End With
    If count > 0 Then Descriptions = texts
End Function
