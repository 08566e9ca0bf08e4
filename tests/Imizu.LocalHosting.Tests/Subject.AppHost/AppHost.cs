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

var first = AddService("first").WithReference(database, connectionName: "database");
AddService("second").WithReference(first).WithEnvironment("DEAF", builder.Configuration["Deaf"]);

builder.Build().Run();

IResourceBuilder<ProjectResource> AddService(string name) =>
    builder.AddProject<Projects.Subject_Service>(name, launchProfileName: null)
        .WithHttpEndpoint()
        .WaitForCompletion(job)
        .WithHttpHealthCheck("/health/ready");
