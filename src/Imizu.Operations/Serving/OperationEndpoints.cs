using System.Text.Json;
using Imizu.Operations.Loading;

namespace Imizu.Operations.Serving;

/// <summary>Maps operations on the stack as a whole.</summary>
internal static class OperationEndpoints
{
    /// <summary>Maps one. What it could not do is answered as problem details with status 409, and a service that is away with 503.</summary>
    /// <param name="app">The service's routes.</param>
    /// <param name="path">Where it is posted.</param>
    /// <param name="right">The right that it takes.</param>
    /// <param name="operate">Does it.</param>
    public static void MapOperation(this IEndpointRouteBuilder app, string path, string right, Func<StackServices, CancellationToken, Task<IResult>> operate) =>
        app.MapPost(path, async (StackServices stack, CancellationToken cancellationToken) =>
        {
            try
            {
                return await operate(stack, cancellationToken);
            }
            catch (OperationFailedException e)
            {
                return Results.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException or OperationCanceledException { InnerException: TimeoutException })
            {
                return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).RequireAuthorization(right);
}
