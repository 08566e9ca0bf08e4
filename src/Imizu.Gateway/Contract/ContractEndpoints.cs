using System.Text;
using Imizu.Contracts;
using Imizu.EventStreams.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Imizu.Gateway.Contract;

/// <summary>
/// What is published, for people and for tools: <c>GET /contract</c>, <c>/contract/asyncapi.json</c>, <c>/contract/schemas/{name}.json</c>.
/// Told from the contract that this build was made with, and so never older than what the services send. It is public, and needs no account.
/// </summary>
public static class ContractEndpoints
{
    /// <summary>The page needs its own style and nothing else.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Json = "application/json", Schema = "application/schema+json";

    public static void AddContract(this WebApplicationBuilder builder) => builder.Services.AddRazorComponents();

    public static void MapContract(this WebApplication app)
    {
        var published = PublishedContract.Read();
        var style = Resource("contract.css");
        var routes = app.MapGroup("/contract").WithTags("contract").AllowAnonymous();
        routes.MapGet("", (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return new RazorComponentResult<ContractPage>(new Dictionary<string, object?> { [nameof(ContractPage.Contract)] = published });
        }).WithSummary("公開している出来事の一覧（人が読むページ）");
        routes.MapGet("/contract.css", () => Results.Text(style, "text/css", Encoding.UTF8)).ExcludeFromDescription();
        routes.MapGet("/asyncapi.json", () => Results.Text(ContractFiles.AsyncApi, Json, Encoding.UTF8)).WithSummary("AsyncAPI 3.0 の文書");
        routes.MapGet("/schemas/{name}.json", (string name) => ContractFiles.Schema(name) is { } schema
                ? Results.Text(schema, Schema, Encoding.UTF8)
                : Problems.Invalid("name", "この名前の JSON Schema はありません。一覧は /contract にあります。", StatusCodes.Status404NotFound))
            .WithSummary("出来事の種類ごと、封筒（envelope）、集計（field-tally）の JSON Schema");
    }

    private static string Resource(string name) =>
        new StreamReader(typeof(ContractEndpoints).Assembly.GetManifestResourceStream($"contract/{name}")!).ReadToEnd();
}
