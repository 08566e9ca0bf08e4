using System.IdentityModel.Tokens.Jwt;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Web;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>An application that asks for tokens, as any OpenID Connect client does.</summary>
internal sealed class TokenClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    /// <summary>The verifier of the code that was asked for last (RFC 7636).</summary>
    public string Verifier { get; } = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Where a browser is sent to log somebody in.</summary>
    public string Authorization(string scope, string more = "") =>
        $"/connect/authorize?client_id=imizu-web&response_type=code&redirect_uri={Uri.EscapeDataString($"{RunningIdentity.Callback}")}&scope={Uri.EscapeDataString(scope)}&state=abc"
        + $"&code_challenge={Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(Verifier)))}&code_challenge_method=S256{more}";

    public Task<JsonElement> ServiceAccount(string client, string secret, string scope) =>
        Ask(("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), ("scope", scope));

    /// <summary>Tokens for the code that a browser was led back with.</summary>
    public Task<JsonElement> Exchange(string location, string? verifier = null) => Ask(
        ("grant_type", "authorization_code"), ("client_id", "imizu-web"), ("client_secret", RunningIdentity.WebSecret), ("redirect_uri", $"{RunningIdentity.Callback}"),
        ("code", HttpUtility.ParseQueryString(new Uri(location).Query)["code"] ?? ""), ("code_verifier", verifier ?? Verifier));

    public Task<JsonElement> Refresh(JsonElement tokens) => Ask(
        ("grant_type", "refresh_token"), ("client_id", "imizu-web"), ("client_secret", RunningIdentity.WebSecret), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!));

    public static JwtSecurityToken Read(JsonElement tokens) => new(tokens.GetProperty("access_token").GetString());

    /// <summary>The published signing keys.</summary>
    public async Task<IReadOnlyList<string>> Keys() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("/.well-known/jwks", Cancelled)).GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> Ask(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _http.PostAsync("/connect/token", form, Cancelled);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }
}
