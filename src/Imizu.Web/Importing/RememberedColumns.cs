using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Imizu.Web.Importing;

/// <summary>What somebody has said the columns of such a register to be, and the words in them: kept in the browser, for the next file.</summary>
internal sealed record RememberedColumns(Dictionary<string, string> Columns, Dictionary<string, string> Words)
{
    // A browser keeps no more in a cookie than 4,096 bytes.
    private const int Most = 3_800;

    private static readonly TimeSpan Time = TimeSpan.FromDays(400);

    /// <summary>Fills in what is remembered of an import's columns and words, and what a heading says by itself.</summary>
    public static void Recall(HttpRequest request, Import import)
    {
        var known = Read(request.Cookies[NameOf(import)]);
        import.Take(import.Headings.Select(heading => import.All.FirstOrDefault(target => target.Key == known.Columns.GetValueOrDefault(heading)) ?? ImportTarget.Meant(import.All, heading)));
        foreach (var (place, code) in known.Words)
        {
            if (place.Split('\n') is [var key, var text] && import.All.FirstOrDefault(target => target.Key == key)?.CodeOf(code) is { } there)
            {
                import.Codes[(key, text)] = there;
            }
        }
    }

    /// <summary>Remembers them.</summary>
    public static void Remember(HttpContext http, Import import, bool isSecure)
    {
        var columns = import.Headings.Zip(import.Targets).Where(column => column.Second is not null).DistinctBy(column => column.First).ToDictionary(column => column.First, column => column.Second!.Key);
        var all = Written(new(columns, import.Codes.ToDictionary(code => $"{code.Key.Target}\n{code.Key.Text}", code => code.Value)));
        var kept = all.Length <= Most ? all : Written(new(columns, []));
        if (kept.Length <= Most)
        {
            http.Response.Cookies.Append(NameOf(import), kept, new() { MaxAge = Time, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = isSecure, Path = "/imports" });
        }
    }

    private static string NameOf(Import import) => $"imizu-web-columns-{import.Kind.Collection}";

    private static string Written(RememberedColumns columns) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(columns));

    private static RememberedColumns Read(string? cookie)
    {
        try
        {
            if (cookie is not null && JsonSerializer.Deserialize<RememberedColumns>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cookie))) is { Columns: not null, Words: not null } read)
            {
                return read;
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Nothing of ours.
        }

        return new([], []);
    }
}
