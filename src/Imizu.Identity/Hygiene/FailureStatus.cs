using System.Data.Common;

namespace Imizu.Identity.Hygiene;

/// <summary>What an exception is answered as.</summary>
internal static class FailureStatus
{
    // A text that cannot be stored (character_not_in_repertoire): a NUL can come in a header or within a passkey too, where only the database sees it.
    private const string Unstorable = "22021";

    /// <summary>The status of an answer to what has failed.</summary>
    public static int Of(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException => StatusCodes.Status400BadRequest,
        DbException { SqlState: Unstorable } => StatusCodes.Status400BadRequest,
        // The server is away, has ended the statement (57014) or only reads (25006).
        DbException { IsTransient: true } or DbException { SqlState: null or "57014" or "25006" } or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        { InnerException: { } inner } => Of(inner),
        _ => StatusCodes.Status500InternalServerError,
    };
}
