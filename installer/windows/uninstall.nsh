; Removes what the set-up wrote, file by file, and nothing else. Data go only where it was asked.

Function un.onInit
  SetRegView 64
  Call un.ReadLog
  StrCpy $Scope "user"
  SetShellVarContext current
  ReadRegStr $0 HKLM "Software\SkinVL" "InstallDir"
  ${If} $0 == $INSTDIR
    StrCpy $Scope "machine"
    SetShellVarContext all
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse 6 "$(NeedsAdministrator)"
    ${EndIf}
  ${EndIf}
  StrCpy $RemoveData 0
  !insertmacro GetOption "/REMOVEDATA" $1
  ${IfNot} ${Errors}
    StrCpy $RemoveData 1
  ${EndIf}
FunctionEnd

Section "Uninstall"
  StrCpy $3 $INSTDIR
  Call un.IsRunning
  ${If} $5 <> 0
    !insertmacro Refuse 4 "$(ProgramRuns)"
  ${EndIf}
  ReadRegStr $MadeFolder SHCTX "${KEY}" "MadeFolder"
  SetOutPath "$TEMP"
  StrCpy $FailedFile ""
  ClearErrors
  !insertmacro DeletePayload "$INSTDIR"
  ${If} $FailedFile != ""
    !insertmacro Refuse 2 "$(CannotRemove)"
  ${EndIf}
  !insertmacro GetOption "/UPGRADE" $1
  ${If} ${Errors}
    Delete "$INSTDIR\uninstall.exe"
    ${If} $MadeFolder == 1
      RMDir "$INSTDIR" ; stays where it holds a file of somebody else
    ${EndIf}
    Call un.Unregister
    Call un.RemoveData
  ${EndIf}
  !insertmacro Say "SkinVL ${VERSION}: removed from $INSTDIR"
SectionEnd

; Those of the user who runs this, in the places that SkinVL chooses by itself.
Function un.RemoveData
  SetShellVarContext current
  ${If} $RemoveData == 1
    RMDir /r "$LOCALAPPDATA\SkinVL"
    RMDir /r "$APPDATA\SkinVL"
    !insertmacro Say "removed data and settings in $LOCALAPPDATA\SkinVL and $APPDATA\SkinVL"
  ${Else}
    !insertmacro Say "kept data and settings in $LOCALAPPDATA\SkinVL and $APPDATA\SkinVL"
  ${EndIf}
FunctionEnd
