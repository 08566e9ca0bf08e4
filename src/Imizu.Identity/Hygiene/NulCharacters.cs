using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace Imizu.Identity.Hygiene;

/// <summary>The character NUL, which no text in the database can have, and what else of a request cannot be read.</summary>
internal static class NulCharacters
{
    /// <summary>The item of a request that names the field it was refused for.</summary>
    public const string Field = "refused field";

    // A text that cannot be stored (character_not_in_repertoire).
    private const string Unstorable = "22021";

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

    /// <summary>The status of an answer to what has failed. A NUL can come in a header or within a passkey too, where only the database sees it.</summary>
    public static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException => StatusCodes.Status400BadRequest,
        _ => failure.GetBaseException() switch
        {
            DbException { SqlState: Unstorable } => StatusCodes.Status400BadRequest,
            // The server is away, has ended the statement (57014) or only reads (25006).
            DbException { IsTransient: true } or DbException { SqlState: null or "57014" or "25006" } or SocketException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        },
    };

    private static string? FieldWithOne(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        fields.Where(field => field.Key.Contains('\0') || field.Value.Any(value => value?.Contains('\0') is true)).Select(field => field.Key.Replace("\0", "")).FirstOrDefault();
}
