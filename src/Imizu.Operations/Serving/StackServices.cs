using Imizu.Contracts.Access;
using Imizu.Operations.Loading;
using Imizu.ServiceDefaults.Access;

namespace Imizu.Operations.Serving;

/// <summary>The services of the stack that this one works on, as its environment names them.</summary>
internal sealed class StackServices(IConfiguration configuration, MachineTokens tokens)
{
    /// <summary>Where each is, by its name.</summary>
    /// <exception cref="InvalidOperationException">One is not named.</exception>
    public IReadOnlyDictionary<string, Uri> Addresses { get; } = Services.Reporting.Append(Audience.Identity).Where(name => name != Audience.Identity || AddressOf(configuration, name) is not null)
        .ToDictionary(name => name, name => new Uri(AddressOf(configuration, name) ?? throw new InvalidOperationException($"services:{name}:http:0 is not set.")));

    /// <summary>Asks them.</summary>
    /// <param name="requestTimeout">For one request.</param>
    public HttpClient Client(TimeSpan requestTimeout)
    {
        var http = tokens.Client(() => Addresses);
        http.Timeout = requestTimeout;
        return http;
    }

    private static string? AddressOf(IConfiguration configuration, string name) => configuration[$"services:{name}:http:0"];
}
