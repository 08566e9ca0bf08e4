using Imizu.Contracts.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Imizu.AccessLog;

/// <summary>The log of who did and saw what: every command, refused or not, and every read of what is nobody's business but some people's.</summary>
public static partial class AccessLogging
{
    /// <summary>Adds it.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="database">The connection string of the service's own database.</param>
    /// <typeparam name="TLogged">Which of its requests are written down.</typeparam>
    public static void AddAccessLog<TLogged>(this WebApplicationBuilder builder, string database)
        where TLogged : class, ILoggedRequests
    {
        builder.Services.AddSingleton<ILoggedRequests, TLogged>();
        builder.Services.AddSingleton(_ => new AccessLogTable(Source(connections: 1), Source(connections: 3)));
        builder.Services.AddSingleton<AccessLogWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessLogWriter>());

        NpgsqlDataSource Source(int connections) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = connections, Timeout = 5, CommandTimeout = 10 });
    }

    /// <summary>
    /// Writes each such request into the log, and only then lets its answer go. To be called before what may refuse a request or fail, so that this is written as well.
    /// </summary>
    public static void UseAccessLog(this WebApplication app)
    {
        var (writer, logged) = (app.Services.GetRequiredService<AccessLogWriter>(), app.Services.GetRequiredService<ILoggedRequests>());
        var (clock, logger) = (app.Services.GetRequiredService<TimeProvider>(), app.Services.GetRequiredService<ILogger<AccessLogWriter>>());
        app.Use(async (http, next) =>
        {
            // Asked now: whoever answers to a failure forgets which endpoint it was.
            if (logged.Of(http) is not { } written)
            {
                await next(http);
                return;
            }
            var (answer, held) = (http.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), new MemoryStream());
            // Without the one before behind it, which would begin the answer.
            var holding = new StreamResponseBodyFeature(held);
            http.Features.Set<IHttpResponseBodyFeature>(holding);
            try
            {
                await next(http);
                await holding.CompleteAsync();
            }
            catch (Exception failure)
            {
                http.Features.Set(answer);
                // Whoever answers to it has not done so yet.
                await IsWrittenAsync(http, written, logged.StatusOf(failure));
                throw;
            }
            http.Features.Set(answer);
            if (!await IsWrittenAsync(http, written, http.Response.StatusCode))
            {
                http.Response.Clear();
                await logged.Unavailable.ExecuteAsync(http);
                return;
            }
            held.Position = 0;
            await held.CopyToAsync(http.Response.Body, http.RequestAborted);
        });

        // Whether it is, where it is to be; of what has failed anyway it does not matter.
        async Task<bool> IsWrittenAsync(HttpContext http, LoggedRequest written, int status)
        {
            if (written(status) is not { } what)
            {
                return true;
            }
            var now = clock.GetUtcNow().UtcDateTime;
            // As PostgreSQL keeps it.
            var entry = new AccessLogEntry(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), what.Actor, what.Code, what.Method, what.Path, $"{http.Connection.RemoteIpAddress}", (short)status);
            try
            {
                await writer.WriteAsync(entry);
                return true;
            }
            catch (Exception e)
            {
                LogNotWritten(logger, e, entry.Method, entry.Path, entry.Status, entry.Actor);
                return status >= StatusCodes.Status500InternalServerError;
            }
        }
    }

    /// <summary>The right that the endpoint takes which is asked; null where it takes none.</summary>
    public static Right? TakenRight(this HttpContext http) => Right.Find(http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>()?.Policy);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Error, Message = "The access log could not be written: {Method} {Path} was answered {Status} to {Actor}")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, string method, string path, short status, string actor);
}

/// <summary>Which requests of a service are written down.</summary>
public interface ILoggedRequests
{
    /// <summary>The answer where one could not be.</summary>
    IResult Unavailable { get; }

    /// <summary>The answer to a question that makes no sense.</summary>
    IResult Invalid(string field, string because);

    /// <summary>The status that a failure is answered with, which is answered elsewhere.</summary>
    int StatusOf(Exception failure) => StatusCodes.Status500InternalServerError;

    /// <summary>What to write of a request, asked before anything has looked at it; null where nothing is: its answer need not wait then.</summary>
    LoggedRequest? Of(HttpContext http);
}

/// <summary>What is written of a request once its answer is known; null for nothing.</summary>
/// <param name="status">What is answered.</param>
public delegate LoggedAccess? LoggedRequest(int status);

/// <summary>Who did or saw what: see <see cref="AccessLogEntry" />, which says when, from where and what was answered beside.</summary>
public sealed record LoggedAccess(string Actor, string Code, string Method, string Path);
