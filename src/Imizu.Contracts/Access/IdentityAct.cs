namespace Imizu.Contracts.Access;

/// <summary>What somebody does at the identity service, as its access log says it: there, <see cref="AccessLogEntry.Right" /> is one of these.</summary>
/// <param name="Code">Its name, such as <c>log-in.password</c>.</param>
/// <param name="Word">What is done, in the words of staff.</param>
public sealed record IdentityAct(string Code, string Word)
{
    /// <summary>Gives a password; where there is a second factor, nobody is in before another step.</summary>
    public const string LogInByPassword = "log-in.password";

    /// <summary>By the code of an authenticator app, after the password.</summary>
    public const string LogInByCode = "log-in.code";

    /// <summary>By a recovery code, after the password.</summary>
    public const string LogInByRecoveryCode = "log-in.recovery-code";

    /// <summary>By a passkey alone.</summary>
    public const string LogInByPasskey = "log-in.passkey";

    /// <summary>Ends the session of this browser.</summary>
    public const string LogOut = "log-out";

    /// <summary>Ends one of one's own sessions elsewhere.</summary>
    public const string EndSession = "sessions.end-one";

    /// <summary>Ends all of one's own sessions, this one too.</summary>
    public const string EndSessions = "sessions.end";

    /// <summary>Chooses a password.</summary>
    public const string ChangePassword = "password.change";

    /// <summary>Sets up an authenticator app.</summary>
    public const string SetUpAuthenticator = "authenticator.set-up";

    /// <summary>Makes new recovery codes.</summary>
    public const string MakeRecoveryCodes = "recovery-codes.make";

    /// <summary>Adds a passkey.</summary>
    public const string AddPasskey = "passkey.add";

    /// <summary>Removes a passkey.</summary>
    public const string RemovePasskey = "passkey.remove";

    /// <summary>Adds a member of staff.</summary>
    public const string AddStaff = "staff.add";

    /// <summary>Changes somebody's roles.</summary>
    public const string ChangeRoles = "staff.roles";

    /// <summary>Locks somebody out.</summary>
    public const string LockStaff = "staff.lock";

    /// <summary>Ends a lock.</summary>
    public const string UnlockStaff = "staff.unlock";

    /// <summary>Takes somebody's means of logging in away, and gives a password to begin with.</summary>
    public const string ResetStaff = "staff.reset";

    /// <summary>Asks for a token, and gets none.</summary>
    public const string GetToken = "token.get";

    /// <summary>Sends a form that was refused before anything was begun, such as one of another session.</summary>
    public const string SendForm = "form.send";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IdentityAct> All { get; } =
    [
        new(LogInByPassword, "パスワードを確かめる（ログイン）"), new(LogInByCode, "確認コードでログインする"), new(LogInByRecoveryCode, "回復コードでログインする"), new(LogInByPasskey, "パスキーでログインする"),
        new(LogOut, "ログアウトする"), new(EndSession, "ほかの端末のログインを終わらせる"), new(EndSessions, "すべての端末からログアウトする"), new(ChangePassword, "パスワードを変える"), new(SetUpAuthenticator, "認証アプリを登録する"),
        new(MakeRecoveryCodes, "回復コードを作る"), new(AddPasskey, "パスキーを登録する"), new(RemovePasskey, "パスキーを削除する"), new(AddStaff, "利用者を加える"),
        new(ChangeRoles, "利用者の役割を変える"), new(LockStaff, "利用者を停止する"), new(UnlockStaff, "利用者を再開する"), new(ResetStaff, "利用者のログインの手段を作り直す"), new(GetToken, "トークンを受け取る"), new(SendForm, "画面から送る"),
    ];
}
