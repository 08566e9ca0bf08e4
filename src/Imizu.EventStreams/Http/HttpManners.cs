using Imizu.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace Imizu.EventStreams.Http;

/// <summary>How every service of the stack behaves over HTTP.</summary>
public static class HttpManners
{
    private const long LargestBody = 1024 * 1024;

    /// <summary>Strict JSON, problems in one form that names the field, a description of the API; ready only with its database.</summary>
    public static void AddHttpManners(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.AddHealthChecks().AddNpgSql(builder.Configuration.Database(), name: "database");
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<BadRequests>();
        builder.Services.ConfigureHttpJsonOptions(json => ContractJson.ApplyStrictly(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi(api =>
        {
            api.AddOperationTransformer<RecordingHeadersInOpenApi>();
            api.CreateSchemaReferenceId = SchemaNames.Of;
        });
    }

    /// <inheritdoc cref="AddHttpManners" />
    public static void UseHttpManners(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        // The page keeps to this machine: nothing of it is fetched from elsewhere, and it sends nothing there.
        app.MapScalarApiReference(page => page
            .DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts().HideDeveloperTools().HideClientButton());
    }
}
