namespace Imizu.Identity.Sessions;

/// <summary>A browser as its owner knows it again.</summary>
internal static class BrowserName
{
    // In this order: each calls itself by the names of those that follow, too.
    private static readonly (string Mark, string Name)[] Browsers = [("Edg", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Read off the header <c>User-Agent</c>.</summary>
    public static string Of(string userAgent) => (Find(Browsers, userAgent), Find(Systems, userAgent)) switch
    {
        (null, null) => "不明なブラウザー",
        (var browser, null) => browser,
        (null, var system) => system,
        var (browser, system) => $"{browser}（{system}）",
    };

    private static string? Find((string Mark, string Name)[] known, string text) => Array.Find(known, one => text.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
