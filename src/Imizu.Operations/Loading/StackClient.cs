using Imizu.Contracts.Access;
using Imizu.ServiceDefaults.Access;

namespace Imizu.Operations.Loading;

/// <summary>A client of the services of a stack, which sends to each a token for it.</summary>
internal static class StackClient
{
    /// <param name="tokens">Whose tokens.</param>
    /// <param name="services">Where each service is, by its name.</param>
    /// <param name="timeout">For one request.</param>
    public static HttpClient Of(MachineTokens tokens, IReadOnlyDictionary<string, Uri> services, TimeSpan timeout)
    {
        var names = services.Where(service => Audience.Services.Contains(service.Key)).ToLookup(service => service.Value.Authority, service => service.Key);
        var authorized = tokens.Handler(address => names[address.Authority].FirstOrDefault());
        authorized.InnerHandler = new SocketsHttpHandler();
        return new HttpClient(authorized) { Timeout = timeout };
    }
}
