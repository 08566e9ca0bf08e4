using Imizu.Contracts;
using Imizu.EventStreams.Http;

namespace Imizu.Gateway.Accounts;

/// <summary>Requires the header <c>Imizu-Actor</c>: the operator's password is shared, so the header identifies the person.</summary>
internal static class ActorFilter
{
    /// <summary>Rejects requests without a valid actor code with 400.</summary>
    public static TBuilder RequireActor<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(RequireActorCode).WithMetadata(new Metadata());

    /// <summary>The same filter for routes that senders may call too; a sender is identified by its account.</summary>
    public static async ValueTask<object?> RequireActorCode(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.IsInRole(Roles.Sender) || ActorCode.IsValid(context.HttpContext.Actor())
            ? await next(context)
            : RequestHeaders.ActorMissing();

    /// <summary>Marks the routes that need an actor code, for the OpenAPI description.</summary>
    internal sealed class Metadata;

    /// <summary>The actor code of the request.</summary>
    public static string Actor(this HttpContext http) => http.Request.Headers[ActorCode.Header].ToString();
}
