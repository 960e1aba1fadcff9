Attribute VB_Name = "AR_Ribbon"
Option Explicit
Option Private Module

' Buttons: each runs a command of Python and leaves Excel as it was, whatever happens.

Private mIsBusy As Boolean

Public Sub AR_Click(control As IRibbonControl)
    AR_Run control.Tag
End Sub

Public Sub AR_Run(ByVal command As String)
    Dim before As Variant
    Dim reason As String
    If mIsBusy Then Exit Sub
    On Error GoTo failed
    mIsBusy = True
    before = Settings()
    Application.EnableCancelKey = xlDisabled ' Esc ends the command, which takes back what it wrote
    Application.Cursor = xlWait
    Application.StatusBar = AR_Text("message", "running")
    AR_Renew
    RunPython "import xlar.hosts.excel.buttons; xlar.hosts.excel.buttons.click('" & command & "')"
    Restore before
    mIsBusy = False
    Exit Sub
failed:
    reason = Err.Description
    Restore before
    mIsBusy = False
    Tell AR_Text("message", "unreachable") & vbLf & vbLf & reason
End Sub

Private Function Settings() As Variant
    With Application
        Settings = Array(.ScreenUpdating, .EnableEvents, .DisplayAlerts, .Interactive, .Calculation)
    End With
End Function

' On Error Resume Next: Excel refuses some settings, such as Calculation while no window is shown,
' and the others must be restored nevertheless.
Private Sub Restore(ByVal before As Variant)
    On Error Resume Next
    With Application
        .ScreenUpdating = before(0)
        .EnableEvents = before(1)
        .DisplayAlerts = before(2)
        .Interactive = before(3)
        .Calculation = before(4)
        .Cursor = xlDefault
        .StatusBar = False
    End With
End Sub

' MsgBox cannot show Chinese on a Windows of another language.
Private Sub Tell(ByVal message As String)
    #If Mac Then
        MsgBox message, vbExclamation, "xlar"
    #Else
        CreateObject("WScript.Shell").Popup message, 0, "xlar", vbExclamation + vbMsgBoxSetForeground
    #End If
End Sub
