using Imizu.AccessLog;
using Imizu.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace Imizu.EventStreams.Http;

/// <summary>The HTTP defaults of every service.</summary>
public static class HttpDefaults
{
    private const long LargestBody = 1024 * 1024;

    /// <summary>Adds strict JSON, problem details that name the field, OpenAPI, a limit of 1 MiB for bodies, the access log, and the database health check.</summary>
    public static void AddHttpDefaults(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.AddHealthChecks().AddNpgSql(builder.Configuration.Database(), name: "database");
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<BadRequestExceptionHandler>();
        builder.Services.ConfigureHttpJsonOptions(json => ContractJson.ApplyStrictly(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.AddAccessLog<LoggedByRight>(builder.Configuration.Database());
        builder.Services.AddOpenApi(api =>
        {
            api.AddOperationTransformer<OpenApiRecordingHeadersTransformer>();
            api.AddOperationTransformer<OpenApiAccessTransformer>();
            api.AddDocumentTransformer<OpenApiAccessTransformer>();
            api.CreateSchemaReferenceId = OpenApiSchemaNames.Of;
        });
    }

    /// <summary>Adds exception handling, status code pages, the access log, the OpenAPI document and its page.</summary>
    /// <inheritdoc cref="AddHttpDefaults" />
    public static void UseHttpDefaults(this WebApplication app)
    {
        app.UseAccessLog();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapAccessLog();
        app.MapOpenApi().AllowAnonymous();
        // The page loads nothing from other hosts and sends nothing to them; its scripts have a number that is another each time.
        app.MapScalarApiReference(page => page.WithNonce()
            .DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts().HideDeveloperTools().HideClientButton()).AllowAnonymous();
    }
}
