using System.Collections;
using System.Runtime.InteropServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Imizu.Dashboard.Resources;

namespace Imizu.LocalHosting;

/// <summary>A .NET project, or one replica of it, run as it was built with the AppHost.</summary>
/// <param name="project">The project.</param>
/// <param name="replica">Which of <see cref="Replicas.ReplicaNames"/>.</param>
/// <param name="telemetry">Where its telemetry goes.</param>
internal sealed class ProjectUnit(ProjectResource project, int replica, Dictionary<string, string> telemetry)
    : Unit(project.ReplicaNames()[replica], "project")
{
    private const string InstanceAttribute = "service.instance.id";

    // As with Aspire, what is said about the host's environment and address is not said about the services'.
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    // And a server named to the host is named with its administrator, who is no business of the services'.
    private static readonly string[] PrefixesNotInherited = ["ConnectionStrings__", "Parameters__"];

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    // The same after each start of the process: what it tells goes on where it left off.
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly string? _url = UrlsOf(project).ElementAtOrDefault(replica);
    private readonly HttpHealthCheckAnnotation? _healthCheck = project.Annotations.OfType<HttpHealthCheckAnnotation>().FirstOrDefault();
    private readonly string _path = project.Annotations.OfType<IProjectMetadata>().Single().ProjectPath;

    public override string? Url => _url;

    public override string Resource => project.Name;

    public override TelemetrySource? Telemetry => new(Resource, Resource == Name ? null : _instance);

    /// <summary>The project's output, of the configuration and framework that the host was itself built for.</summary>
    public string Assembly
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(
                Path.GetDirectoryName(_path)!, "bin", own.Parent!.Name, own.Name, Path.GetFileNameWithoutExtension(_path) + ".dll");
        }
    }

    public override async Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken) => new(Dotnet, [Assembly])
    {
        Environment = await EnvironmentAsync(cancellationToken),
        // As with `dotnet run` and Aspire: appsettings.json is read from here.
        WorkingDirectory = Path.GetDirectoryName(_path)!,
    };

    public override async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        if (_url is null || _healthCheck is null)
        {
            return true;
        }

        try
        {
            var address = new Uri(_url + _healthCheck.Path);
            using var answer = await Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)answer.StatusCode == _healthCheck.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    // What the host's environment says of all services stays; an instance's name is each one's own.
    private static IEnumerable<string> SharedAttributes(Dictionary<string, string> variables) =>
        variables.GetValueOrDefault("OTEL_RESOURCE_ATTRIBUTES", "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(attribute => attribute.Split('=')[0].TrimEnd() != InstanceAttribute);

    private async Task<Dictionary<string, string>> EnvironmentAsync(CancellationToken cancellationToken)
    {
        // A receiver of telemetry that our own environment names comes through with the rest of it, and the dashboard then names none.
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => IsInherited((string)variable.Key))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
        foreach (var (name, value) in telemetry)
        {
            variables[name] = value;
        }

        // Replicas are one service; who is meant is told by the instance.
        variables["OTEL_SERVICE_NAME"] = Resource;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = string.Join(',', [$"{InstanceAttribute}={_instance}", .. SharedAttributes(variables)]);
        // A page of somebody else's, led to loopback by a name of its own, is not answered. Another list can be said here or in AppHost.cs.
        variables.TryAdd("AllowedHosts", $"{Loopback.Address};localhost");
        if (_url is not null)
        {
            variables["ASPNETCORE_URLS"] = _url;
        }

        foreach (var service in project.Annotations.OfType<ReferenceAnnotation>().Select(reference => reference.Resource).OfType<IResourceWithServiceDiscovery>())
        {
            foreach (var (index, url) in UrlsOf(service).Index())
            {
                variables[$"services__{service.Name}__http__{index}"] = url;
            }
        }

        foreach (var given in project.Annotations.OfType<EnvironmentAnnotation>())
        {
            variables[given.Name] = await given.Value.GetValueAsync(cancellationToken) ?? "";
        }

        return variables;
    }

    private static IEnumerable<string> UrlsOf(IResource resource) =>
        resource.Annotations.OfType<HttpEndpointAnnotation>().FirstOrDefault()?.Urls ?? [];

    private static bool IsInherited(string name) =>
        !NotInherited.Contains(name)
        && !PrefixesNotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
