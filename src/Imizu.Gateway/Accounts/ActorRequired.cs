using Imizu.Contracts;
using Imizu.EventStreams.Http;

namespace Imizu.Gateway.Accounts;

/// <summary>The operator's password is one for all who run the stack: who of them asks is said by the header <c>Imizu-Actor</c>.</summary>
internal static class ActorRequired
{
    /// <summary>Answers 400 to a request that does not say who asks.</summary>
    public static TBuilder RequireActor<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(async (context, next) => ActorCode.IsValid(context.HttpContext.Actor())
            ? await next(context)
            : Problems.Invalid(ActorCode.Header, "職員またはシステムの符号（英数字と . _ - で 64 字まで）を付けてください。氏名は書かないでください。"))
            .WithMetadata(new Metadata());

    /// <summary>Marks the routes, for the API's description.</summary>
    internal sealed class Metadata;

    /// <summary>Who asks.</summary>
    public static string Actor(this HttpContext http) => http.Request.Headers[ActorCode.Header].ToString();
}
