using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

IResourceBuilder<IResourceWithConnectionString> postgres = builder.Configuration.GetConnectionString("postgres") is not null
    ? builder.AddConnectionString("postgres")
    : builder.AddPostgres("postgres").WithDataVolume();

var password = builder.AddParameter("first-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
var database = builder.AddConnectionString(
    "first-database", ReferenceExpression.Create($"{postgres};Database={"first"};Password={password}"));

var job = builder.AddProject<Projects.Subject_Service>("job", launchProfileName: null)
    .WithEnvironment("FAILURES", builder.Configuration["Failures"] ?? "0")
    .WithEnvironment("ATTEMPTS", builder.Configuration["LocalHosting:DataFolder"])
    .WithEnvironment("Roles__first", password)
    .WaitFor(postgres);

var first = AddService("first")
    .WithReplicas(builder.Configuration.GetValue("Replicas", 1))
    .WithReference(database, connectionName: "database")
    .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/health/ready", "Ready?"))
    .WithHttpCommand("/greetings", "Greet", endpointName: "http", commandName: "greet", commandOptions: new HttpCommandOptions
    {
        ConfirmationMessage = "Really greet?",
        PrepareRequest = context =>
        {
            context.Request.Headers.Add("Greeter", "dashboard");
            return Task.CompletedTask;
        },
    });
AddService("second").WithReference(first).WithEnvironment("DEAF", builder.Configuration["Deaf"]);

builder.Build().Run();

IResourceBuilder<ProjectResource> AddService(string name) =>
    builder.AddProject<Projects.Subject_Service>(name, launchProfileName: null)
        .WithHttpEndpoint()
        .WithEnvironment("TELLS", builder.Configuration["Tells"])
        .WaitForCompletion(job)
        .WithHttpHealthCheck("/health/ready");
