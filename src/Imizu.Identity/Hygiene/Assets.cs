namespace Imizu.Identity.Hygiene;

/// <summary>The style and the script of the pages, which are part of the program.</summary>
internal static class Assets
{
    /// <summary>Maps them.</summary>
    public static void MapAssets(this WebApplication app)
    {
        app.MapGet("/assets/login.css", () => Results.Text(Read("login.css"), "text/css", System.Text.Encoding.UTF8)).AllowAnonymous();
        app.MapGet("/assets/passkeys.js", () => Results.Text(Read("passkeys.js"), "text/javascript", System.Text.Encoding.UTF8)).AllowAnonymous();
    }

    private static string Read(string name) => new StreamReader(typeof(Assets).Assembly.GetManifestResourceStream($"assets/{name}")!).ReadToEnd();
}
