; The pages that are not of the Modern UI: for whom, and whether data go too.

Var UserButton
Var MachineButton
Var DataBox
Var RemoveData

Function ShowScopePage
  !insertmacro MUI_HEADER_TEXT "$(ScopeTitle)" "$(ScopeSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 0 100% 12u "$(ForUser)"
  Pop $UserButton
  ${NSD_CreateRadioButton} 0 18u 100% 12u "$(ForMachine)"
  Pop $MachineButton
  ${If} $Scope == "machine"
    ${NSD_Check} $MachineButton
  ${Else}
    ${NSD_Check} $UserButton
  ${EndIf}
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    EnableWindow $MachineButton 0
    ${NSD_CreateLabel} 0 36u 100% 24u "$(NeedsAdministrator)"
    Pop $0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function LeaveScopePage
  ${NSD_GetState} $MachineButton $0
  StrCpy $1 $Scope
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Scope "machine"
  ${Else}
    StrCpy $Scope "user"
  ${EndIf}
  Call RestoreContext
  ${If} $1 != $Scope
    Call FindInstalled
    StrCpy $INSTDIR ""
    Call ChooseFolder
  ${EndIf}
FunctionEnd

Function LeaveFolderPage
  Call CheckAll
  ${If} $Problem != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Problem"
    Abort
  ${EndIf}
FunctionEnd

Function un.ShowDataPage
  !insertmacro MUI_HEADER_TEXT "$(RemoveTitle)" "$(RemoveSubtitle)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 36u "$(RemoveText)"
  Pop $0
  ${NSD_CreateCheckbox} 0 44u 100% 12u "$(RemoveDataBox)"
  Pop $DataBox
  nsDialogs::Show
FunctionEnd

Function un.LeaveDataPage
  ${NSD_GetState} $DataBox $0
  StrCpy $RemoveData 0
  ${If} $0 = ${BST_CHECKED}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(ReallyRemoveData)" IDYES +2
    Abort
    StrCpy $RemoveData 1
  ${EndIf}
FunctionEnd
