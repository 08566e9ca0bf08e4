using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Imizu.Identity.Tests;

/// <summary>A service that validates tokens with nothing but JwtBearer, as each of the stack's will.</summary>
internal sealed class ValidatingService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private ValidatingService(WebApplication app) => (_app, _http) = (app, new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(app.Urls.First()) });

    public static async Task<ValidatingService> Start(Uri authority, string audience, string role)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            (options.Authority, options.Audience, options.RequireHttpsMetadata, options.MapInboundClaims) = (authority.ToString(), audience, false, false);
            (options.TokenValidationParameters.NameClaimType, options.TokenValidationParameters.RoleClaimType) = ("sub", "role");
            options.BackchannelHttpHandler = new SocketsHttpHandler { UseProxy = false };
        });
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapGet("/", (HttpContext http) => http.User.Identity!.Name).RequireAuthorization(needs => needs.RequireRole(role));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public async Task<(HttpStatusCode Status, string Text)> Ask(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _app.DisposeAsync();
    }
}
