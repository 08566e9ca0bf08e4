using Imizu.Contracts;
using Imizu.EventStreams.Http;

namespace Imizu.Gateway.Accounts;

/// <summary>The operator's password is one for all who run the stack: who of them asks is said by the header <c>Imizu-Actor</c>.</summary>
internal static class ActorRequired
{
    /// <summary>Answers 400 to a request that does not say who asks.</summary>
    public static TBuilder RequireActor<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(SaysWho).WithMetadata(new Metadata());

    /// <summary>The same where senders may ask too: a sender is who it is.</summary>
    public static async ValueTask<object?> SaysWho(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.IsInRole(Policies.Sender) || ActorCode.IsValid(context.HttpContext.Actor())
            ? await next(context)
            : RequestHeaders.ActorMissing();

    /// <summary>Marks the routes, for the API's description.</summary>
    internal sealed class Metadata;

    /// <summary>Who asks.</summary>
    public static string Actor(this HttpContext http) => http.Request.Headers[ActorCode.Header].ToString();
}
