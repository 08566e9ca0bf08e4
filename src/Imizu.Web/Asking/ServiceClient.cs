using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Streams;
using Imizu.Web.Importing;

namespace Imizu.Web.Asking;

/// <summary>Asks the services, each by its name in the stack.</summary>
internal sealed class ServiceClient(HttpClient http)
{
    private const string DryRun = "Imizu-Dry-Run", Key = "Idempotency-Key";

    /// <summary>Whether a request that has failed may have been done all the same without harm: it reads, tries, or is done once however often it comes.</summary>
    public static bool MayBeSentAgain(HttpRequestMessage? request) => request is not null && (request.Method == HttpMethod.Get || request.Headers.Contains(Key) || request.Headers.Contains(DryRun));

    /// <summary>Reads something; <c>default</c> where there is no such thing, or nothing that this one may see.</summary>
    /// <exception cref="ServiceException">The service refuses it, or does not answer.</exception>
    public Task<T?> Find<T>(string service, string path, CancellationToken cancellationToken)
        where T : class => Read(service, path, content => content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken), cancellationToken);

    /// <summary>Reads a file; <c>null</c> where there is no such thing, or nothing that this one may see.</summary>
    /// <inheritdoc cref="Find{T}" path="/exception" />
    public Task<DownloadedFile?> Download(string service, string path, CancellationToken cancellationToken) => Read(service, path, async content =>
        (DownloadedFile?)new DownloadedFile(await content.ReadAsByteArrayAsync(cancellationToken), $"{content.Headers.ContentType}", content.Headers.ContentDisposition?.FileName?.Trim('"')), cancellationToken);

    /// <summary>Sends a command, and answers what was recorded or what is wrong; a service that is away is wrong, too.</summary>
    /// <param name="service">The service.</param>
    /// <param name="path">Where it is posted.</param>
    /// <param name="body">The command.</param>
    /// <param name="key">The key of this form: sent twice, it is recorded once.</param>
    /// <param name="version">The version of the stream that was read.</param>
    /// <param name="isConfirmed">Whether somebody has confirmed that a text is nobody's personal data.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isDryRun">Whether it is only asked what is wrong.</param>
    public async Task<(RecordedAnswer? Recorded, Problem? Problem)> Post(
        string service, string path, JsonNode body, string key, long? version, bool isConfirmed, CancellationToken cancellationToken, bool isDryRun = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(service, path)) { Content = JsonContent.Create(body) };
        request.Headers.Add(isDryRun ? DryRun : Key, isDryRun ? "true" : key);
        if (version is { } seen)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        }

        if (isConfirmed)
        {
            request.Headers.Add("Imizu-Confirmed", "personal");
        }

        return await Ask(request, content => Given<RecordedAnswer>(content, cancellationToken), cancellationToken);
    }

    /// <summary>Sends a table of tallies, and answers what becomes of each row, or what is wrong with it.</summary>
    public async Task<(TallyLines? Lines, Problem? Problem)> SendTallies(SentFile file, bool isDryRun, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address("gateway", "/tallies/files")) { Content = new ByteArrayContent(file.Bytes) };
        request.Content.Headers.ContentDisposition = new("attachment") { FileNameStar = file.Name };
        if (isDryRun)
        {
            request.Headers.Add(DryRun, "true");
        }

        return await Ask(request, content => Given<TallyLines>(content, cancellationToken), cancellationToken);
    }

    /// <summary>Asks for something to be done that is no command of a stream; answers what is wrong, null where it is done.</summary>
    public async Task<Problem?> Do(string service, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(service, path)) { Content = body is null ? null : JsonContent.Create(body) };
        return (await Ask(request, _ => Task.FromResult<object?>(null), cancellationToken)).Problem;
    }

    private async Task<(T? Answer, Problem? Problem)> Ask<T>(HttpRequestMessage request, Func<HttpContent, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var answer = await Send(request, cancellationToken);
            return answer.IsSuccessStatusCode ? (await Content(answer, read), null) : (null, await Problem.Read(answer, cancellationToken));
        }
        catch (ServiceException e)
        {
            return (null, e.Problem);
        }
    }

    private async Task<T?> Read<T>(string service, string path, Func<HttpContent, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(service, path));
        using var answer = await Send(request, cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null
            : answer.IsSuccessStatusCode ? await Content(answer, read)
            : throw new ServiceException(answer.StatusCode, await Problem.Read(answer, cancellationToken));
    }

    private static async Task<T?> Given<T>(HttpContent content, CancellationToken cancellationToken) =>
        await content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken) ?? throw new JsonException("It is null.");

    /// <summary>What an answer has; one that breaks off, or is no service's (in a character set that nobody knows), is none.</summary>
    private static async Task<T?> Content<T>(HttpResponseMessage answer, Func<HttpContent, Task<T?>> read)
    {
        try
        {
            return await read(answer.Content);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or HttpRequestException)
        {
            throw new ServiceException(HttpStatusCode.ServiceUnavailable, Problem.OfOutage, e);
        }
    }

    private static Uri Address(string service, string path) => new($"http://{service}{path}");

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or Polly.ExecutionRejectedException && !cancellationToken.IsCancellationRequested)
        {
            throw new ServiceException(HttpStatusCode.ServiceUnavailable, Problem.OfOutage);
        }
    }
}

/// <summary>A file as a service sends it.</summary>
internal sealed record DownloadedFile(byte[] Content, string Type, string? Name);

/// <summary>Problem details (RFC 9457) of a service: what is wrong, by field.</summary>
public sealed record Problem(HttpStatusCode Status, string Title, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>All that is wrong; where no field is named, the title.</summary>
    public IReadOnlyList<string> Reasons => ReasonsBut(null);

    /// <summary>All that is wrong but with a field, at which it is shown; null for none.</summary>
    public IReadOnlyList<string> ReasonsBut(string? field) => Errors.Values.All(because => because.Length == 0) ? [Title]
        : [.. Errors.Where(error => field is null || !IsOf(error.Key, field)).SelectMany(error => error.Value)];

    /// <summary>A service that does not answer.</summary>
    public static Problem OfOutage { get; } = new(HttpStatusCode.ServiceUnavailable, "一時的に応答できません。", new Dictionary<string, string[]>
    {
        ["service"] = ["記録できたか確認できません。しばらくしてから、もう一度送ってください。二重に記録されることはありません。"],
    });

    /// <summary>A provider that nobody can log in at.</summary>
    public static Problem OfNoLogIn { get; } = new(HttpStatusCode.ServiceUnavailable, "一時的にログインできません。", new Dictionary<string, string[]>());

    /// <summary>Whether somebody else has recorded meanwhile.</summary>
    public bool IsStale => Status == HttpStatusCode.PreconditionFailed;

    /// <summary>Whether it may be recorded once somebody confirms that a text is nobody's.</summary>
    public bool AsksToConfirm => Status == HttpStatusCode.Conflict && Errors.Values.Any(because => because.Any(of => of.Contains("Imizu-Confirmed", StringComparison.Ordinal)));

    /// <summary>What is wrong with a field, or with a part of it.</summary>
    public string? Of(string field) => Errors.FirstOrDefault(error => IsOf(error.Key, field)).Value?.FirstOrDefault();

    /// <summary>Reads them off an answer.</summary>
    public static async Task<Problem> Read(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var given = await answer.Content.ReadFromJsonAsync<Given>(ContractJson.Options, cancellationToken);
            return new(answer.StatusCode, given?.Title ?? "", given?.Errors ?? []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(answer.StatusCode, "", new Dictionary<string, string[]>());
        }
    }

    private static bool IsOf(string key, string field) =>
        key == field || key.StartsWith($"{field}[", StringComparison.Ordinal) || key.StartsWith($"{field}.", StringComparison.Ordinal);

    private sealed record Given(string? Title, Dictionary<string, string[]>? Errors);
}

/// <summary>A service refuses to tell something.</summary>
internal sealed class ServiceException(HttpStatusCode status, Problem problem, Exception? inner = null) : Exception(problem.Title, inner)
{
    /// <summary>There is no such thing, or nothing that this one may see.</summary>
    public static ServiceException NotFound => Of(HttpStatusCode.NotFound);

    /// <summary>Whoever asks has no right to it.</summary>
    public static ServiceException Forbidden => Of(HttpStatusCode.Forbidden);

    /// <summary>The status of its answer.</summary>
    public HttpStatusCode Status => status;

    /// <summary>What is wrong.</summary>
    public Problem Problem => problem;

    private static ServiceException Of(HttpStatusCode status) => new(status, new(status, "", new Dictionary<string, string[]>()));
}
