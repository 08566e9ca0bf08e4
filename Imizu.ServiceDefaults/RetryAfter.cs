using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Imizu.ServiceDefaults;

/// <summary>Says with every 503 after how many seconds it is worth to ask again (<c>Retry-After</c>). Not with a health check: whoever asks for health has a pace of his own.</summary>
internal sealed class RetryAfter : IStartupFilter
{
    private const int Seconds = 5;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, then) =>
        {
            if (!http.Request.Path.StartsWithSegments("/health"))
            {
                http.Response.OnStarting(() =>
                {
                    if (http.Response is { StatusCode: StatusCodes.Status503ServiceUnavailable, Headers: { RetryAfter.Count: 0 } headers })
                    {
                        headers.RetryAfter = Seconds.ToString(CultureInfo.InvariantCulture);
                    }
                    return Task.CompletedTask;
                });
            }
            return then(http);
        });
        next(app);
    };
}
