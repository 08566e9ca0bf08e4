using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Imizu.Cli.Tests;

/// <summary>Answers on a port as a service would, or as the test wants.</summary>
internal sealed class PlayedService : IAsyncDisposable
{
    private readonly WebApplication _app;

    /// <param name="answer">What it does with a request; null breaks the connection off.</param>
    public PlayedService(Func<HttpRequest, (int Status, string Body)?> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async context =>
        {
            if (answer(context.Request) is not var (status, body))
            {
                context.Abort();
                return;
            }
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        });
        _app.Start();
    }

    public Uri Address => new(_app.Urls.Single());

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
