using Imizu.Contracts;

namespace Imizu.Operations.Serving;

/// <summary>Runs an operation for a request that states an actor code (<c>Imizu-Actor</c>).</summary>
/// <remarks>A page of another origin can send a request without the header but not with it, which prevents cross-site requests.</remarks>
internal static class ActorRequest
{
    private static readonly Dictionary<string, string[]> Missing = new() { [ActorCode.Header] = ["職員またはシステムの符号を、英数字と . _ - の 64 字以内で付けてください。"] };

    /// <summary>Runs the operation in the actor's name; failures become problem details with status 409 or 503.</summary>
    public static async Task<IResult> Handle(HttpContext http, Func<string, Task<IResult>> act)
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
        catch (Loading.OperationFailedException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException { InnerException: TimeoutException })
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
