using System.Text.Encodings.Web;
using System.Text.Json;
using Imizu.AppHost.Local;
using Imizu.ServiceDefaults.Access;

namespace Imizu.AppHost;

/// <summary>The commands that the dashboard offers on a resource.</summary>
internal static partial class Commands
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds the commands on the stack as a whole, each to the resource that it is about.</summary>
    /// <param name="operations">The service that carries them out.</param>
    /// <param name="projection">The service that derives the figures.</param>
    /// <param name="dashboard">The tokens of the dashboard, in whose name they are asked.</param>
    public static IResourceBuilder<ProjectResource> WithCommandsFor(
        this IResourceBuilder<ProjectResource> operations, IResourceBuilder<ProjectResource> projection, Lazy<Task<MachineTokens>> dashboard)
    {
        projection.WithRequest(HttpMethod.Get, projection, "reports/2024", dashboard, "report", "Report of fiscal 2024", "DocumentData", "Shows the report of fiscal 2024, as it is counted now.");
        projection.WithRequest(HttpMethod.Post, operations, "replay", dashboard, "replay", "Replay", "ArrowRepeatAll", "Recounts all figures from the journal, and swaps them in where they agree.",
            "Recount all figures from the journal? Where all agree, the replay takes the place of what is live.");
        return operations
            .WithRequest(HttpMethod.Post, operations, "history", dashboard, "history", "Load fiscal 2024", "ArrowDownload", "Records the history of fiscal 2024: the totals that the city printed, on synthetic days.",
                "Record the history of fiscal 2024 in this stack? It stays there; loaded again, it changes nothing.")
            .WithRequest(HttpMethod.Post, operations, "verification", dashboard, "verification", "Verify", "CheckmarkStarburst", "Proves that the journal has every event, and that the live figures are what it says.");
    }

    private static IResourceBuilder<ProjectResource> WithRequest(
        this IResourceBuilder<ProjectResource> project, HttpMethod method, IResourceBuilder<ProjectResource> asked, string path, Lazy<Task<MachineTokens>> dashboard,
        string name, string text, string icon, string description, string? confirmation = null) =>
        project.WithHttpCommand($"/{path}", text, () => asked.GetEndpoint("http"), commandName: name, commandOptions: new HttpCommandOptions
        {
            Method = method,
            Description = description,
            ConfirmationMessage = confirmation,
            IconName = icon,
            IsHighlighted = true,
            Progress = new() { Title = text, Message = "This may take some seconds." },
            UpdateState = context => context.ResourceSnapshot.State?.Text is "Running" or EmptyStack.State ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            PrepareRequest = async context =>
                context.Request.Headers.Authorization = await (await dashboard.Value).HeaderAsync(asked.Resource.Name, context.CancellationToken),
            GetCommandResult = ResultAsync,
        });

    /// <summary>What the service answers is the result, and is kept in the resource's console log as well.</summary>
    private static async Task<ExecuteCommandResult> ResultAsync(HttpCommandResultContext context)
    {
        var answer = Readable(await context.Response.Content.ReadAsStringAsync(context.CancellationToken));
        Answered(context.Services.GetRequiredService<ResourceLoggerService>().GetLogger(context.ResourceName), (int)context.Response.StatusCode, answer);
        return context.Response.IsSuccessStatusCode
            ? CommandResults.Success("Done", answer, CommandResultFormat.Json, displayImmediately: true)
            : CommandResults.Failure($"{(int)context.Response.StatusCode} {context.Response.ReasonPhrase}: {answer}");
    }

    // Japanese need not be escaped.
    private static string Readable(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return JsonSerializer.Serialize(json, Indented);
        }
        catch (JsonException)
        {
            return answer;
        }
    }

    [LoggerMessage(LogLevel.Information, "Command answered {Status}: {Answer}")]
    private static partial void Answered(ILogger logger, int status, string answer);
}
