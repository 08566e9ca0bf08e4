using Imizu.Identity.Staff;
using Microsoft.AspNetCore.Identity;

namespace Imizu.Identity.Passwords;

/// <summary>
/// What a password has to be (NIST SP 800-63B): long, and no more than a few characters of what everybody tries first. Which kinds of characters it has, and how old
/// it is, does not matter.
/// </summary>
internal sealed class PasswordRules(IdentitySettings settings) : IPasswordValidator<StaffMember>
{
    /// <summary>What a password may have at most: a longer one would only keep the processor busy.</summary>
    public const int Longest = 128;

    private const int LeastLeft = 6;

    /// <summary>What it has to have at least: more, where it is all that there is.</summary>
    public int Shortest => settings.SecondFactorRequired ? 12 : 15;

    /// <inheritdoc />
    public Task<IdentityResult> ValidateAsync(UserManager<StaffMember> manager, StaffMember user, string? password) =>
        Task.FromResult(Wrong(password ?? "", user.Id) is { } wrong ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = wrong }) : IdentityResult.Success);

    /// <summary>What is wrong with a password, in Japanese; null where nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="staffCode">Whose it is to be.</param>
    public string? Wrong(string password, string staffCode) =>
        password.EnumerateRunes().Count() < Shortest ? $"{Shortest} 文字以上にしてください。記号や数字を混ぜる必要はありません。言葉をいくつか並べると覚えやすくなります。"
        : password.Length > Longest ? $"{Longest} 文字以内にしてください。"
        : GuessableText.WithoutGuessable(password, staffCode).Length < LeastLeft ? "推測されやすいパスワードです。よく使われる言葉、並び、繰返し、西暦、職員コード、この仕組みの名前を除いて、6 文字以上にしてください。"
        : null;
}
