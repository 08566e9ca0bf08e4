using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Imizu.Contracts.Access;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Imizu.ServiceDefaults.Access;

/// <summary>The tokens with which a machine asks services, each for one of them, by its client credentials (RFC 6749, section 4.4).</summary>
public sealed class MachineTokens : IDisposable
{
    // A token is used for so much of its time, so that none ends on its way.
    private const double Used = 0.8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly AccessSettings _settings;
    private readonly HttpClient _http;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _provider;
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = [];
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _asking = [];

    /// <param name="settings">The provider, and the account.</param>
    /// <param name="clock">By which tokens end.</param>
    public MachineTokens(AccessSettings settings, TimeProvider clock)
    {
        (_settings, _clock, _http) = (settings, clock, new HttpClient(settings.Handler()) { Timeout = Patience });
        _provider = new(settings.Metadata, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(_http) { RequireHttps = false });
    }

    /// <summary>Sends one with each request to a service that is addressed by its name.</summary>
    public DelegatingHandler Handler() => new Sending(this, address => Audience.WithIdentity.Contains(address.Host) ? address.Host : null);

    /// <summary>A client that sends one with each request to a service at its address.</summary>
    /// <param name="services">Where each is now, by its name. What else is there, such as one of several replicas by a name of its own, is asked without a token.</param>
    public HttpClient Client(Func<IReadOnlyDictionary<string, Uri>> services)
    {
        var handler = new SocketsHttpHandler();
        return new(new Sending(this, address => services().FirstOrDefault(service => service.Value.Authority == address.Authority && Audience.WithIdentity.Contains(service.Key)).Key) { InnerHandler = handler });
    }

    /// <summary>The header of a request to a service.</summary>
    /// <exception cref="HttpRequestException">The provider is away, or does not know the account.</exception>
    public async Task<AuthenticationHeaderValue> HeaderAsync(string service, CancellationToken cancellationToken) => new("Bearer", await ForAsync(service, cancellationToken));

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    // That of before where it is good still.
    private async ValueTask<string> ForAsync(string service, CancellationToken cancellationToken)
    {
        if (Known(service) is { } known)
        {
            return known;
        }

        // One asks for all that wait; a service's token waits for no other's.
        var asking = _asking.GetOrAdd(service, _ => new SemaphoreSlim(1));
        await asking.WaitAsync(cancellationToken);
        try
        {
            return Known(service) ?? (_tokens[service] = await AskAsync(service, cancellationToken)).Token;
        }
        finally
        {
            asking.Release();
        }
    }

    // Whether it was still the one that is used.
    private bool Forget(string service, string token) => _tokens.TryGetValue(service, out var known) && known.Token == token && _tokens.TryRemove(KeyValuePair.Create(service, known));

    private string? Known(string service) => _tokens.TryGetValue(service, out var known) && known.Until > _clock.GetUtcNow() ? known.Token : null;

    private async Task<(string Token, DateTimeOffset Until)> AskAsync(string service, CancellationToken cancellationToken)
    {
        var (client, asked) = (_settings.Client, _clock.GetUtcNow());
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.Id,
            ["client_secret"] = client.Secret,
            ["scope"] = client.Scope.Replace("*", Audience.Of(service), StringComparison.Ordinal),
        });
        using var answer = await _http.PostAsync(_settings.TokenAddress ?? await EndpointAsync(cancellationToken), form, cancellationToken);
        return answer.IsSuccessStatusCode && await ReadAsync(answer, cancellationToken) is { Token.Length: > 0 } given
            ? (given.Token, asked + TimeSpan.FromSeconds(given.Seconds * Used))
            : throw new HttpRequestException($"{_settings.Authority} gives {client.Id} no token for {service}: {(int)answer.StatusCode} {answer.ReasonPhrase}.", inner: null, answer.StatusCode);
    }

    // Null where it is no such answer.
    private static async Task<TokenAnswer?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<Uri> EndpointAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new((await _provider.GetConfigurationAsync(cancellationToken)).TokenEndpoint);
        }
        catch (InvalidOperationException e)
        {
            throw new HttpRequestException($"The OpenID Connect provider {_settings.Authority} does not answer.", e);
        }
    }

    private sealed record TokenAnswer([property: JsonPropertyName("access_token")] string Token, [property: JsonPropertyName("expires_in")] int Seconds);

    private sealed class Sending(MachineTokens tokens, Func<Uri, string?> serviceAt) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (serviceAt(request.RequestUri!) is not { } service)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            request.Headers.Authorization = await tokens.HeaderAsync(service, cancellationToken);
            var answer = await base.SendAsync(request, cancellationToken);
            // The provider may have other keys since.
            if (answer.StatusCode == HttpStatusCode.Unauthorized && tokens.Forget(service, request.Headers.Authorization.Parameter!) && request.Content is null)
            {
                answer.Dispose();
                request.Headers.Authorization = await tokens.HeaderAsync(service, cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            }

            return answer;
        }
    }
}
