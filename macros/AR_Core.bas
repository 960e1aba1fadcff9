Attribute VB_Name = "AR_Core"
Option Explicit
Option Private Module

' Worksheet functions: values go to Python in one call, marks come back as error values.
' What the calls mean is written in xlar/hosts/excel/udfs.py.

Private Const FUNCTIONS As String = "xlar.hosts.excel.udfs"
Private Const MARK As String = "#XLAR!"
Private Const SEND_TABLES As String = "#XLAR!TABLES"
Private Const TEXT_SHEET As String = "_xlar_i18n"
Private Const CHINESE As Long = 4
Private Const ENGLISH As Long = 5
Private Const REST_SECONDS As Long = 30

Private mServer As Object
Private mRestUntil As Date
Private mSent As String
Private mSentUntil As Date
Private mLang As String
Private mHasNotified As Boolean

' The answer of a worksheet function.
' ledger: position of the parameter that names the ledger, -1 where there is none.
' again: whether the cell must be calculated again though nothing it names has changed.
Public Function AR_Call(ByVal name As String, ByVal given As Variant, ByVal ledger As Long, ByRef again As Boolean) As Variant
    Dim answer As Variant
    On Error GoTo failed
    again = True
    If Now < mRestUntil Or IsInWizard() Then
        AR_Call = CVErr(xlErrValue)
        Exit Function
    End If
    answer = Asked("dispatch", Array(name, given, ContextOf(CallingBook())))
    again = False
    If IsText(answer, SEND_TABLES) Then answer = AskedWithTables(name, given, ledger, again)
    AR_Call = AR_Cells(answer)
    Notify ""
    Exit Function
failed:
    again = True
    AR_Call = CVErr(xlErrValue)
    Notify Err.Description
End Function

' The same with the tables of the workbook, for which Python has asked. Where they are not those of
' a handle, a thousand cells must not send them a thousand times.
Private Function AskedWithTables(ByVal name As String, ByVal given As Variant, ByVal ledger As Long, ByRef again As Boolean) As Variant
    Dim book As Object
    Dim handle As String
    Set book = CallingBook()
    again = True
    If Not IsBlank(given, ledger) Then
        handle = book.Name & "!" & CStr(given(ledger))
        If handle = mSent And Now < mSentUntil Then
            AskedWithTables = CVErr(xlErrNA)
            Exit Function
        End If
        mSent = handle
        mSentUntil = Now + TimeSerial(0, 0, REST_SECONDS)
        again = False
    End If
    AskedWithTables = Asked("dispatch_with", Array(name, given, ContextOf(book), TablesOf(book)))
End Function

' Arguments as Python takes them: values instead of ranges, nothing for what was left out.
Public Function AR_Values(ParamArray given() As Variant) As Variant
    Dim values() As Variant
    Dim place As Long
    AR_Values = Array()
    If UBound(given) < 0 Then Exit Function
    ReDim values(0 To UBound(given))
    For place = 0 To UBound(given)
        values(place) = AR_Value(given(place))
    Next place
    AR_Values = values
End Function

Public Function AR_Value(Optional ByRef given As Variant) As Variant
    If IsMissing(given) Then
        AR_Value = Empty
    ElseIf TypeName(given) <> "Range" Then
        AR_Value = given
    Else
        AR_Value = RangeValue(given)
    End If
End Function

Private Function RangeValue(ByVal area As Object) As Variant
    If area.Areas.Count > 1 Then
        RangeValue = CVErr(xlErrValue)
    Else
        RangeValue = UsedPart(area).Value2
    End If
End Function

' Whole columns and rows end where the sheet's contents end.
Private Function UsedPart(ByVal area As Object) As Object
    Dim used As Object
    Dim height As Long
    Dim width As Long
    Set UsedPart = area
    height = area.Rows.Count
    width = area.Columns.Count
    If height < area.Worksheet.Rows.Count And width < area.Worksheet.Columns.Count Then Exit Function
    Set used = area.Worksheet.UsedRange
    height = AtMost(height, used.Row + used.Rows.Count - area.Row)
    width = AtMost(width, used.Column + used.Columns.Count - area.Column)
    Set UsedPart = area.Worksheet.Range(area.Cells(1, 1), area.Cells(height, width))
End Function

Private Function AtMost(ByVal size As Long, ByVal limit As Long) As Long
    AtMost = size
    If limit < size Then AtMost = limit
    If AtMost < 1 Then AtMost = 1
End Function

' An answer of Python with error values where it has marks.
Public Function AR_Cells(ByVal answer As Variant) As Variant
    Dim row As Long
    Dim column As Long
    Select Case Dimensions(answer)
    Case 0
        answer = CellOf(answer)
    Case 1
        For column = LBound(answer) To UBound(answer)
            answer(column) = CellOf(answer(column))
        Next column
    Case Else
        For row = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(row, column) = CellOf(answer(row, column))
            Next column
        Next row
    End Select
    AR_Cells = answer
End Function

Private Function CellOf(ByVal value As Variant) As Variant
    Dim code As Long
    CellOf = value
    If VarType(value) <> vbString Then Exit Function
    If Left$(value, Len(MARK)) <> MARK Then Exit Function
    code = Val(Mid$(value, Len(MARK) + 1))
    If code = 0 Then code = xlErrValue
    CellOf = CVErr(code)
End Function

Private Function Dimensions(ByRef value As Variant) As Long
    Dim last As Long
    If Not IsArray(value) Then Exit Function
    On Error GoTo counted
    Do
        last = UBound(value, Dimensions + 1)
        Dimensions = Dimensions + 1
    Loop
counted:
End Function

Private Function IsText(ByRef value As Variant, ByVal text As String) As Boolean
    If VarType(value) = vbString Then IsText = (value = text)
End Function

Private Function IsBlank(ByRef given As Variant, ByVal place As Long) As Boolean
    IsBlank = True
    If place < 0 Or place > UBound(given) Then Exit Function
    IsBlank = IsEmpty(given(place)) Or IsError(given(place))
End Function

' The workbook whose cell calls; never the active one, which may be another.
Private Function CallingBook() As Object
    If TypeName(Application.Caller) = "Range" Then
        Set CallingBook = Application.Caller.Worksheet.Parent
    Else
        Set CallingBook = ThisWorkbook
    End If
End Function

' Language, date system, workbook and calling cell.
Private Function ContextOf(ByVal book As Object) As Variant
    Dim cell As String
    If TypeName(Application.Caller) = "Range" Then cell = Application.Caller.Address(External:=True)
    ContextOf = Array(AR_Language(), book.Date1904, book.Name, cell)
End Function

' Names and values of a workbook's tables; of its sheets where it has no tables.
Private Function TablesOf(ByVal book As Object) As Variant
    Dim found As Collection
    Dim sheet As Object
    Dim table As Object
    Set found = New Collection
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            found.Add Array(table.Name, table.Range.Value2)
        Next table
    Next sheet
    If found.Count = 0 Then
        For Each sheet In book.Worksheets
            found.Add Array(sheet.Name, sheet.UsedRange.Value2)
        Next sheet
    End If
    TablesOf = ArrayOf(found)
End Function

Private Function ArrayOf(ByVal found As Collection) As Variant
    Dim items() As Variant
    Dim place As Long
    ReDim items(0 To found.Count - 1)
    For place = 1 To found.Count
        items(place - 1) = found(place)
    Next place
    ArrayOf = items
End Function

' One call; a server that has gone meanwhile is started again, once.
Private Function Asked(ByVal entry As String, ByVal arguments As Variant) As Variant
    Dim isKnown As Boolean
    isKnown = Not mServer Is Nothing
    On Error GoTo gone
    Asked = AR_Server().CallUDF(FUNCTIONS, entry, arguments)
    Exit Function
gone:
    If Not isKnown Then Err.Raise Err.Number, "xlar", Err.Description
    Resume once_more
once_more:
    On Error GoTo 0
    Set mServer = Nothing
    Asked = AR_Server().CallUDF(FUNCTIONS, entry, arguments)
End Function

' Python's server, started if need be. After a failure functions leave it alone for a while:
' a sheet of a thousand cells must not try a thousand times.
Public Function AR_Server() As Object
    If mServer Is Nothing Then
        mRestUntil = Now + TimeSerial(0, 0, REST_SECONDS)
        Set mServer = Connected()
        mRestUntil = 0
    End If
    Set AR_Server = mServer
End Function

' Drops a server that does not answer any more, and ends the rest of the functions.
Public Sub AR_Renew()
    mRestUntil = 0
    On Error GoTo gone
    If Not mServer Is Nothing Then mServer.Str ""
    Exit Sub
gone:
    Set mServer = Nothing
End Sub

Private Function Connected() As Object
    #If Mac Then
        Err.Raise vbObjectError + 513, "xlar", AR_Text("message", "no_functions")
    #Else
        If UCase$(CStr(GetConfig("TRANSPORT", "DLL"))) = "COM" Then
            Set Connected = CreateObject("Xlar.Server")
        ElseIf CStr(GetConfig("INTERPRETER_WIN", "")) = "" Then
            Err.Raise vbObjectError + 514, "xlar", AR_Text("message", "not_installed")
        Else
            Set Connected = XLPy
        End If
    #End If
End Function

' While a formula is typed into the function wizard every key calls the function; Python is not
' started for that.
Private Function IsInWizard() As Boolean
    On Error GoTo unknown
    If mServer Is Nothing Then IsInWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
unknown:
End Function

' A text for people in the language of the workbook; its name where there is none.
Public Function AR_Text(ByVal kind As String, ByVal name As String) As String
    Dim texts As Variant
    Dim line As Long
    AR_Text = name
    On Error GoTo unknown
    texts = ThisWorkbook.Worksheets(TEXT_SHEET).UsedRange.Value
    For line = 1 To UBound(texts, 1)
        If texts(line, 1) = kind And texts(line, 2) = name Then
            AR_Text = texts(line, IIf(AR_Language() = "en", ENGLISH, CHINESE))
            Exit Function
        End If
    Next line
unknown:
End Function

Public Function AR_Language() As String
    If mLang = "" Then mLang = LCase$(CStr(GetConfig("LANGUAGE", "zh")))
    AR_Language = mLang
End Function

' Says on the status bar why functions fail, and takes it back once they do not.
Private Sub Notify(ByVal message As String)
    On Error GoTo silent
    If message <> "" Then
        Application.StatusBar = "xlar: " & message
    ElseIf mHasNotified Then
        Application.StatusBar = False
    End If
    mHasNotified = (message <> "")
silent:
End Sub
