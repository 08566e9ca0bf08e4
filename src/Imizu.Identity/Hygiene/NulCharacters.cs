using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace Imizu.Identity.Hygiene;

/// <summary>The character NUL, which no text in the database can have.</summary>
internal static class NulCharacters
{
    /// <summary>The item of a request that names the field it was refused for.</summary>
    public const string Field = "refused field";

    /// <summary>Refuses whatever has one in its query or its form; reading a form that has it encoded (%00) throws already.</summary>
    public static void UseNoNulCharacters(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (!http.TellsOfFailure() && (FieldWithOne(http.Request.Query) ?? (http.Request.HasFormContentType ? FieldWithOne(await http.Request.ReadFormAsync()) : null)) is { } field)
        {
            http.Items[Field] = field;
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(http);
    });

    /// <summary>Whether a request goes on as that of the page which tells what has failed: it has the same form.</summary>
    public static bool TellsOfFailure(this HttpContext http) => http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    private static string? FieldWithOne(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        fields.Where(field => field.Key.Contains('\0') || field.Value.Any(value => value?.Contains('\0') is true)).Select(field => field.Key.Replace("\0", "")).FirstOrDefault();
}
