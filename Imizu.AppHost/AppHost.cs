// The stack, drawn once. Compiled against Aspire, or against src/Imizu.LocalHosting where Aspire cannot be had.
using System.Data.Common;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using Microsoft.Extensions.Configuration;

// What is wrong with the settings is said in a sentence, without the place in here where it was found.
AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
{
    if (thrown.ExceptionObject is DistributedApplicationException wrong)
    {
        Console.Error.WriteLine(wrong.Message);
        Environment.Exit(1);
    }
};

var builder = DistributedApplication.CreateBuilder(args);

// How many processes each service has: Replicas=2 in the environment, or --Replicas=2.
var replicas = builder.Configuration["Replicas"] switch
{
    null or "" => 1,
    var said when int.TryParse(said, out var number) && number > 0 => number,
    var other => throw new DistributedApplicationException($"Replicas is \"{other}\". Say how many processes each service has, 1 or more."),
};

// Where it is published to, one at a time: Deploy=compose, which is meant where nothing is said, or Deploy=kubernetes.
var published = builder.ExecutionContext.IsPublishMode;
var toKubernetes = published && builder.Configuration["Deploy"] switch
{
    null or "" or "compose" => false,
    "kubernetes" => true,
    var other => throw new DistributedApplicationException($"Deploy is \"{other}\". Say compose or kubernetes."),
};
if (toKubernetes)
{
    builder.AddKubernetesEnvironment("kubernetes").WithProperties(kubernetes => kubernetes.HelmChartName = "imizu");
}
else
{
    builder.AddDockerComposeEnvironment("compose")
        // It would listen on every address of the machine, and forget with every restart.
        .WithDashboard(enabled: false)
        .ConfigureComposeFile(Compose);
}

// A server named from outside (ConnectionStrings:postgres, ConnectionStrings:messaging) wins over one of our own.
IResourceBuilder<IResourceWithConnectionString> postgres = Given("postgres") is null ? Postgres() : builder.AddConnectionString("postgres");
var (messaging, management) = Messaging();

// Makes each service's database and role, and its account at the broker, and ends. No other is given the administrators.
var provisioning = builder.AddProject<Projects.Imizu_Provisioning>("provisioning", launchProfileName: null)
    .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
    .WithReference(postgres)
    .WithReference(messaging)
    .WithReference(management)
    .WaitFor(postgres)
    .WaitFor(messaging);
OnKubernetes(provisioning, RunOnce);

var consultation = AddService<Projects.Imizu_Consultation>("consultation");
var outreach = AddService<Projects.Imizu_Outreach>("outreach");
var participation = AddService<Projects.Imizu_Participation>("participation");
var communityBuilding = AddService<Projects.Imizu_CommunityBuilding>("community-building");

// Follows the four over messaging, and reads their feeds where it has a gap.
var projection = AddService<Projects.Imizu_Projection>("projection")
    .WithReference(consultation)
    .WithReference(outreach)
    .WithReference(participation)
    .WithReference(communityBuilding)
    .WithHttpCommand("/replays", "Replay", endpointName: "http", commandName: "replay", commandOptions: new HttpCommandOptions
    {
        Description = "Tells all figures again from the journal, and swaps them in where they agree.",
        ConfirmationMessage = "Tell all figures again from the journal? Where all agree, the replay takes the place of what is live.",
        IconName = "ArrowRepeatAll",
        PrepareRequest = context => AskedByDashboard(context, body: new { }),
    });

// The one door for other systems: their accounts, the events for those who follow, the tallies of those who send.
var operatorPassword = builder.AddParameter("operator-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
var gateway = AddService<Projects.Imizu_Gateway>("gateway", administersBroker: true)
    .WithReference(builder.AddConnectionString("operator", ReferenceExpression.Create($"Username=operator;Password={operatorPassword}")))
    .WithReference(consultation)
    .WithReference(outreach)
    .WithReference(participation)
    .WithReference(communityBuilding)
    .WithExternalHttpEndpoints();
// Where tallies are dropped as files, a folder for each sender: Inbox:Folder.
if (!published && builder.Configuration["Inbox:Folder"] is { Length: > 0 } inbox)
{
    gateway.WithEnvironment("Inbox__Folder", Path.GetFullPath(inbox));
}

// Works on the whole from outside, for whoever runs it on their own machine; no part of what is published.
if (builder.ExecutionContext.IsRunMode)
{
    builder.AddProject<Projects.Imizu_Operations>("operations", launchProfileName: null)
        .WithHttpEndpoint()
        .WithReference(consultation)
        .WithReference(outreach)
        .WithReference(participation)
        .WithReference(communityBuilding)
        .WithReference(projection)
        .WaitFor(projection)
        .WithHttpHealthCheck("/health/ready")
        .WithHttpCommand("/history", "Load fiscal 2024", endpointName: "http", commandName: "load-history", commandOptions: new HttpCommandOptions
        {
            Description = "Records the history of fiscal 2024: the totals that the city printed, on days made up.",
            ConfirmationMessage = "Record the history of fiscal 2024 in this stack? It stays there; done again, it changes nothing.",
            IconName = "ArrowDownload",
            PrepareRequest = context => AskedByDashboard(context),
        })
        .WithHttpCommand("/verification", "Verify", endpointName: "http", commandName: "verify", commandOptions: new HttpCommandOptions
        {
            Description = "Proves that the journal has every event, and that the live figures are what it says.",
            IconName = "CheckmarkStarburst",
            PrepareRequest = context => AskedByDashboard(context),
        });
}

builder.Build().Run();

// A service owns its database and its role, which nothing else connects to, and has an account of its own at the broker.
IResourceBuilder<ProjectResource> AddService<TProject>(string name, bool administersBroker = false)
    where TProject : IProjectMetadata, new()
{
    var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
    // Under a name that nobody else has on a server given from outside.
    var role = $"imizu-{name}";
    provisioning.WithEnvironment($"Roles__{role}", password);

    var database = builder.AddConnectionString(
        $"{name}-database",
        ReferenceExpression.Create($"{PostgresAddress()};Database={role};Username={role};Password={password}"));
    var atBroker = builder.AddConnectionString($"{name}-messaging", BrokerAddress("messaging", role, password));

    var service = builder.AddProject<TProject>(name, launchProfileName: null)
        .WithHttpEndpoint(targetPort: published ? 8080 : null)
        .WithUrlForEndpoint("http", url =>
        {
            url.Url = "/scalar";
            url.DisplayText = "API";
        })
        .WithReplicas(replicas)
        // Without what Aspire would give beside them: the same secrets again, in pieces.
        .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery)
        .WithReference(database, connectionName: "database")
        .WithReference(atBroker, connectionName: "messaging")
        .WaitForCompletion(provisioning)
        .WaitFor(messaging)
        .WithHttpHealthCheck("/health/ready");

    if (administersBroker)
    {
        service.WithReference(builder.AddConnectionString($"{name}-management", BrokerAddress("management", role, password)), connectionName: "management");
    }

    // What is published sends its telemetry where OTEL_EXPORTER_OTLP_ENDPOINT says at that moment, if it says.
    if (published && builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } collector)
    {
        service.WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", collector).WithEnvironment("OTEL_SERVICE_NAME", name);
    }

    return OnKubernetes(service, Probe);
}

// A volume of that name where it is published; on a developer's machine one of each checkout's own.
IResourceBuilder<PostgresServerResource> Postgres()
{
    var server = builder.AddPostgres("postgres").WithDataVolume(published ? "postgres-data" : null);
    // A claim's root may hold a lost+found, and a database is only made in an empty folder.
    return OnKubernetes(toKubernetes ? server.WithEnvironment("PGDATA", "/var/lib/postgresql/data/pgdata") : server, KeepData);
}

// The broker, and where it is administered; both are named from outside, or neither is.
(IResourceBuilder<IResourceWithConnectionString> Messaging, IResourceBuilder<IResourceWithConnectionString> Management) Messaging()
{
    if ((Given("messaging") is null) != (Given("management") is null))
    {
        throw new DistributedApplicationException("Name both ConnectionStrings:messaging and ConnectionStrings:management from outside, or neither.");
    }

    if (Given("messaging") is not null)
    {
        return (builder.AddConnectionString("messaging"), builder.AddConnectionString("management"));
    }

    var rabbit = builder.AddRabbitMQ("messaging").WithManagementPlugin().WithDataVolume(published ? "messaging-data" : null);
    // The broker's data lie under its name, which would be another with every new container.
    rabbit = OnKubernetes(published ? rabbit.WithEnvironment("RABBITMQ_NODENAME", "rabbit@localhost") : rabbit, KeepData);
    var (user, password) = (rabbit.Resource.GetConnectionProperty("Username"), rabbit.Resource.GetConnectionProperty("Password"));
    var address = rabbit.GetEndpoint("management").Property(EndpointProperty.HostAndPort);
    return (rabbit, builder.AddConnectionString("management", ReferenceExpression.Create($"http://{user}:{password}@{address}")));
}

// What is done at a button is recorded as done by the dashboard.
static Task AskedByDashboard(HttpCommandRequestContext context, object? body = null)
{
    context.Request.Headers.Add("Imizu-Actor", "dashboard");
    context.Request.Content = body is null ? null : JsonContent.Create(body);
    return Task.CompletedTask;
}

// Without the administrator's name and password, which are for provisioning alone.
ReferenceExpression PostgresAddress()
{
    if (Given("postgres") is not { } given)
    {
        var (host, port) = (postgres.Resource.GetConnectionProperty("Host"), postgres.Resource.GetConnectionProperty("Port"));
        return ReferenceExpression.Create($"Host={host};Port={port}");
    }

    // Whatever else it says may be a secret too.
    string[] kept = ["Host", "Server", "Port", "SSL Mode", "SslMode", "Root Certificate", "Timeout", "Command Timeout", "Keepalive", "Target Session Attributes"];
    var address = new DbConnectionStringBuilder { ConnectionString = given };
    foreach (var word in address.Keys.Cast<string>().Except(kept, StringComparer.OrdinalIgnoreCase).ToList())
    {
        address.Remove(word);
    }

    return ReferenceExpression.Create($"{address.ConnectionString}");
}

// The broker, or where it is administered, as one account comes to it: on the same virtual host, without the administrator.
ReferenceExpression BrokerAddress(string connection, string account, IResourceBuilder<ParameterResource> password)
{
    if (messaging is IResourceBuilder<RabbitMQServerResource> rabbit)
    {
        var (host, port) = (rabbit.Resource.GetConnectionProperty("Host"), rabbit.Resource.GetConnectionProperty("Port"));
        return connection == "management"
            ? ReferenceExpression.Create($"http://{account}:{password}@{rabbit.GetEndpoint("management").Property(EndpointProperty.HostAndPort)}")
            : ReferenceExpression.Create($"amqp://{account}:{password}@{host}:{port}");
    }

    // Without its scheme, what begins with the administrator's name is an address of a scheme of that name, and the password a part of the rest.
    string[] schemes = connection == "management" ? ["http", "https"] : ["amqp", "amqps"];
    if (!Uri.TryCreate(Given(connection), UriKind.Absolute, out var given) || !schemes.Contains(given.Scheme) || given.Host.Length == 0)
    {
        throw new DistributedApplicationException(
            $"ConnectionStrings:{connection} is no address that begins with {schemes[0]}:// or {schemes[1]}:// and names a host, "
            + $"such as {schemes[0]}://name:password@host:port.");
    }

    // What is said behind a question mark may be a secret too.
    return ReferenceExpression.Create($"{given.Scheme}://{account}:{password}@{given.Authority}{given.AbsolutePath}");
}

string? Given(string name) => builder.Configuration.GetConnectionString(name);

void Compose(ComposeFile file)
{
    foreach (var (name, service) in file.Services)
    {
        // Provisioning ends; everything else comes back with the machine.
        service.Restart = name == "provisioning" ? "no" : "unless-stopped";
        service.Deploy = name is "provisioning" or "postgres" or "messaging" ? null : new() { Replicas = replicas };
        service.Healthcheck = Health(name);
        // Everything else starts after provisioning has ended.
        if (name == "provisioning")
        {
            service.DependsOn.Values.ToList().ForEach(server => server.Condition = "service_healthy");
        }

        // What others can reach, they reach through whatever speaks TLS on this machine; each replica takes a port.
        service.Ports = [.. service.Ports.Select(_ => $"${{GATEWAY_ADDRESS:-127.0.0.1}}:{(replicas == 1 ? "8080" : $"8080-{8079 + replicas}")}:8080")];
        // What is left open is asked for by name, before anything starts with an empty password.
        service.Image = Required(service.Image);
        foreach (var (key, text) in service.Environment.ToList())
        {
            service.Environment[key] = Required(text)!;
        }
    }

    // How long a server's first start may take: what is not well half a minute after that is unhealthy, and provisioning, for which the server has
    // to be healthy, is not started. One that is well earlier is healthy at once.
    const string Server = "300s";

    // Told by "docker compose ps", and waited for by "up --wait". What is asked is what the images have: bash, and no curl; a command of
    // RabbitMQ's own takes a second of a processor each time. PostgreSQL answers on its socket while it is still being made: not so on an address.
    static Healthcheck? Health(string name) => name switch
    {
        "provisioning" => null,
        "postgres" => Asked("pg_isready -q -h 127.0.0.1 -U postgres", start: Server),
        "messaging" => Asked(Get("/", port: 15672), start: Server),
        _ => Asked(Get("/health/ready", port: 8080)),
    };

    static string Get(string path, int port) =>
        $"""bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port} && printf "GET {path} HTTP/1.0\r\n\r\n" >&3 && read -r status <&3 && [[ $$status == *" 200 "* ]]'""";

    static Healthcheck Asked(string command, string start = "60s") =>
        new() { Test = ["CMD-SHELL", command], Interval = "10s", Timeout = "10s", Retries = 3, StartPeriod = start };

    static string? Required(string? text) => text is null ? null : Regex.Replace(text, @"\$\{(\w+)\}", "$${$1:?is missing}");
}

IResourceBuilder<T> OnKubernetes<T>(IResourceBuilder<T> resource, Action<KubernetesResource> change)
    where T : IComputeResource => toKubernetes ? resource.PublishAsKubernetesService(AskOnce).PublishAsKubernetesService(change) : resource;

// Each password is asked for once, as credentials.{name}, and by name where it is missing; Aspire's chart asks each resource for its own.
static void AskOnce(KubernetesResource target)
{
    foreach (var (key, text) in target.Secret?.StringData.ToList() ?? [])
    {
        target.Secret!.StringData[key] = Regex.Replace(
            text, @"\.Values\.secrets\.\w+\.(\w+)", "required `credentials.$1 is missing.` (.Values.credentials).$1");
    }
}

// Asked before it gets requests, and started again where it answers nothing for a minute. Aspire's own probes name their scheme in small
// letters, which a cluster refuses.
static void Probe(KubernetesResource service)
{
    var container = service.Workload!.PodTemplate.Spec.Containers[0];
    container.ReadinessProbe = new() { HttpGet = new() { Path = "/health/ready", Port = 8080 }, PeriodSeconds = 5, TimeoutSeconds = 5 };
    container.LivenessProbe = new() { HttpGet = new() { Path = "/health/live", Port = 8080 }, PeriodSeconds = 10, FailureThreshold = 6 };
}

// On a claim, which outlives the pod and the release; as it comes it would be an empty folder of the pod's.
void KeepData(KubernetesResource server)
{
    var set = (StatefulSet)server.Workload!;
    set.Spec.ServiceName = server.Service!.Metadata.Name;
    // The default says that no pod may be missing meanwhile, which a cluster refuses where there is but one.
    set.Spec.UpdateStrategy = null!;
    foreach (var volume in set.PodTemplate.Spec.Volumes)
    {
        // What is left empty would be written as an empty object, and refused.
        var claim = new PersistentVolumeClaim { Metadata = { Name = volume.Name }, Spec = { DataSource = null!, DataSourceRef = null!, Selector = null! } };
        claim.Spec.AccessModes.Add("ReadWriteOnce");
        claim.Spec.Resources.Requests["storage"] = builder.Configuration["StorageSize"] ?? "20Gi";
        set.Spec.VolumeClaimTemplates.Add(claim);
    }

    set.PodTemplate.Spec.Volumes.Clear();
}

// A job, new with each revision of the release, for a job cannot be changed; as it comes it would be started for ever.
static void RunOnce(KubernetesResource target)
{
    var job = new Job { Metadata = { Name = "provisioning-job-r{{.Release.Revision}}" }, Spec = { Template = target.Workload!.PodTemplate } };
    job.Spec.Template.Spec.RestartPolicy = "OnFailure";
    target.AdditionalResources.Add(job);
    target.Workload = null;
}

internal sealed class Job() : BaseKubernetesResource("batch/v1", "Job")
{
    public JobSpec Spec { get; } = new();
}

internal sealed class JobSpec
{
    public PodTemplateSpecV1 Template { get; set; } = new();

    public int BackoffLimit { get; } = 10;
}
