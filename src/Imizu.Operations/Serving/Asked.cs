using Imizu.Contracts;

namespace Imizu.Operations.Serving;

/// <summary>
/// Who asks, by the code that the services are told (<c>Imizu-Actor</c>). A page of somebody else's, open in a browser on this machine, can send
/// a request without it, and none with it.
/// </summary>
internal static class Asked
{
    private static readonly Dictionary<string, string[]> Missing = new() { [ActorCode.Header] = ["職員またはシステムの符号を、英数字と . _ - の 64 字以内で付けてください。"] };

    /// <summary>Does it in the asker's name; what a service does not do, or is not there to do, is answered with the reason.</summary>
    public static async Task<IResult> By(HttpContext http, Func<string, Task<IResult>> act)
    {
        var actor = http.Request.Headers[ActorCode.Header].ToString();
        if (!ActorCode.IsValid(actor))
        {
            return Results.ValidationProblem(Missing);
        }
        try
        {
            return await act(actor);
        }
        catch (Loading.LoadException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException { InnerException: TimeoutException })
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
