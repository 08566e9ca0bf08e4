// The stack, drawn once. Compiled against Aspire, or against src/Imizu.LocalHosting where Aspire cannot be had.
using System.Data.Common;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

builder.AddDockerComposeEnvironment("compose");

// A server named from outside (ConnectionStrings:postgres, ConnectionStrings:messaging) wins over one of our own.
IResourceBuilder<IResourceWithConnectionString> postgres = Given("postgres") is null
    ? builder.AddPostgres("postgres").WithDataVolume()
    : builder.AddConnectionString("postgres");

var (messaging, management) = Messaging();

// Makes each service's database and role, and ends.
var provisioning = builder.AddProject<Projects.Imizu_Provisioning>("provisioning", launchProfileName: null)
    .WithReference(postgres)
    .WaitFor(postgres);

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
AddService<Projects.Imizu_Gateway>("gateway")
    .WithReference(management)
    .WithReference(builder.AddConnectionString("operator", ReferenceExpression.Create($"Username=operator;Password={operatorPassword}")))
    .WithReference(consultation)
    .WithReference(outreach)
    .WithReference(participation)
    .WithReference(communityBuilding)
    .WithExternalHttpEndpoints();

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

// A service owns its database and its role; nothing else connects to that database.
IResourceBuilder<ProjectResource> AddService<TProject>(string name)
    where TProject : IProjectMetadata, new()
{
    var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
    // Under a name that nobody else has on a server given from outside.
    var role = $"imizu-{name}";
    provisioning.WithEnvironment($"Roles__{role}", password);

    var database = builder.AddConnectionString(
        $"{name}-database",
        ReferenceExpression.Create($"{PostgresAddress()};Database={role};Username={role};Password={password}"));

    return builder.AddProject<TProject>(name, launchProfileName: null)
        .WithHttpEndpoint()
        .WithUrlForEndpoint("http", url =>
        {
            url.Url = "/scalar";
            url.DisplayText = "API";
        })
        // How many processes each service has: Replicas=2 in the environment, or --Replicas=2.
        .WithReplicas(builder.Configuration.GetValue("Replicas", 1))
        .WithReference(database, connectionName: "database")
        .WithReference(messaging)
        .WaitForCompletion(provisioning)
        .WaitFor(messaging)
        .WithHttpHealthCheck("/health/ready");
}

// The broker, and where it is administered; both are named from outside, or neither is.
(IResourceBuilder<IResourceWithConnectionString> Messaging, IResourceBuilder<IResourceWithConnectionString> Management) Messaging()
{
    if (Given("messaging") is not null)
    {
        return (builder.AddConnectionString("messaging"), builder.AddConnectionString("management"));
    }

    var rabbit = builder.AddRabbitMQ("messaging").WithManagementPlugin().WithDataVolume();
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

    var address = new DbConnectionStringBuilder { ConnectionString = given };
    foreach (var word in (string[])["Username", "User Name", "User Id", "UserId", "UID", "Password", "PWD", "PSW", "Database", "DB"])
    {
        address.Remove(word);
    }

    return ReferenceExpression.Create($"{address.ConnectionString}");
}

string? Given(string name) => builder.Configuration.GetConnectionString(name);
