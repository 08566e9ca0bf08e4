using Imizu.AppHost.Local;
using Imizu.LocalStack;
using Microsoft.Extensions.Configuration;

namespace Imizu.AppHost;

/// <summary>The services. Each owns a database with its role, and an account at the broker, which provisioning makes.</summary>
internal sealed class Services(
    IDistributedApplicationBuilder builder, DataFolder? data, DatabaseServer postgres, MessageBroker messaging, IResourceBuilder<ProjectResource> provisioning)
{
    /// <summary>Where tokens come from.</summary>
    public TokenProvider Tokens { get; private set; } = null!;

    /// <summary>Adds a service, which starts once provisioning has ended.</summary>
    /// <typeparam name="TProject">Its project.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="administersBroker">Whether its account at the broker may administer it.</param>
    public IResourceBuilder<ProjectResource> Add<TProject>(string name, bool administersBroker = false)
        where TProject : IProjectMetadata, new()
    {
        var (service, role, password) = Begin<TProject>(name, "Roles");
        Tokens.BelievedBy(service);
        var (account, secret) = (ReferenceExpression.Create($"{role}"), ReferenceExpression.Create($"{password}"));
        service.WithConnection("messaging", messaging.Address.For(account, secret), data)
            .WaitForCompletion(provisioning)
            .WaitFor(messaging.Resource)
            .WithLink("API", "/scalar");
        return administersBroker ? service.WithConnection("management", messaging.ManagementAddress.For(account, secret), data) : service;
    }

    /// <summary>Adds the identity service, which has a database, and nothing at the broker; unless <c>Authentication:Authority</c> names another provider.</summary>
    /// <typeparam name="TProject">Its project.</typeparam>
    /// <param name="name">Its name.</param>
    public IResourceBuilder<ProjectResource> AddIdentity<TProject>(string name)
        where TProject : IProjectMetadata, new()
    {
        if (builder.Configuration["Authentication:Authority"] is { Length: > 0 } other)
        {
            Tokens = new(builder, data, identity: null, ReferenceExpression.Create($"{other}"));
            // What is said of it in AppHost.cs is said of nothing that runs.
            return builder.CreateResourceBuilder(new ProjectResource(name));
        }

        var address = Address(name);
        var identity = Begin<TProject>(name, "Databases").Service
            .WithEnvironment("Identity__Issuer", address)
            .WithEnvironment("Identity__KeySecret", builder.AddPassword($"{name}-key", data))
            // It waits for its database itself: most of its start is done by then.
            .WaitFor(postgres.Resource)
            .WithLink("Log-in", "/");
        Tokens = new(builder, data, identity, address);
        return identity;
    }

    /// <summary>Adds the pages that people use, which ask services as whoever has logged in.</summary>
    /// <typeparam name="TProject">Its project.</typeparam>
    /// <param name="name">Its name.</param>
    public IResourceBuilder<ProjectResource> AddPages<TProject>(string name)
        where TProject : IProjectMetadata, new()
    {
        // The one that log-ins lead back to.
        var address = Address(name);
        var pages = Tokens.BelievedBy(builder.AddProject<TProject>(name, launchProfileName: null))
            .RunAsBuilt()
            .WithHttp(data)
            .WithReplicas(builder.Replicas())
            .WithEnvironment("Web__Address", address)
            .WithEnvironment("Web__Secret", Tokens.AddPeople(name, address))
            .WithLink("Pages", "/");
        // Published, they last as long as the container: in a new one everybody logs in anew.
        return Tokens.ReadBy(pages).WithEnvironment("Web__Keys", data?.MakeFolder($"{name}-keys") ?? $"/tmp/{name}-keys");
    }

    // By this name: no browser binds a passkey to a number.
    private ReferenceExpression Address(string name) => data is null
        ? ReferenceExpression.Create($"{builder.AddParameter($"{name}-address")}") : ReferenceExpression.Create($"{$"http://localhost:{data.Ports.Of(name)}/"}");

    private (IResourceBuilder<ProjectResource> Service, string Role, IResourceBuilder<ParameterResource> Password) Begin<TProject>(string name, string section)
        where TProject : IProjectMetadata, new()
    {
        // Under a name that nobody else has on a server given from outside.
        var role = $"imizu-{name}";
        var password = builder.AddPassword($"{name}-password", data);
        provisioning.WithEnvironment($"{section}__{role}", password);
        var service = builder.AddProject<TProject>(name, launchProfileName: null)
            .RunAsBuilt()
            .WithHttp(data)
            .WithReplicas(builder.Replicas())
            .WithConnection("database", ReferenceExpression.Create($"{postgres.Address};Database={role};Username={role};Password={password}"), data);
        return (service, role, password);
    }
}

/// <summary>What is said of a project in AppHost.cs.</summary>
internal static class ProjectExtensions
{
    private const int PublishedPort = 8080;

    /// <summary>Gives the administrators of the two servers.</summary>
    public static IResourceBuilder<ProjectResource> WithAdministrators(
        this IResourceBuilder<ProjectResource> project, DatabaseServer postgres, MessageBroker messaging, DataFolder? data)
    {
        (string Name, ReferenceExpression Connection)[] all =
        [
            ("postgres", postgres.Resource.Resource.ConnectionStringExpression),
            ("messaging", messaging.Resource.Resource.ConnectionStringExpression),
            ("management", messaging.Management),
        ];
        foreach (var (name, connection) in all)
        {
            data?.Record(name, connection);
            project.WithEnvironment($"ConnectionStrings__{name}", connection);
        }

        return project;
    }

    /// <summary>
    /// Gives a connection string, which the data folder records as <c>{service}-{name}</c>. It is no resource of its own: a dashboard full of connection
    /// strings hides what runs.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithConnection(
        this IResourceBuilder<ProjectResource> project, string name, ReferenceExpression connection, DataFolder? data)
    {
        data?.Record($"{project.Resource.Name}-{name}", connection);
        return project.WithEnvironment($"ConnectionStrings__{name}", connection);
    }

    /// <summary>Tells a project where services listen, and gives it an account to ask them.</summary>
    public static IResourceBuilder<ProjectResource> WithReferences(
        this IResourceBuilder<ProjectResource> project, TokenProvider tokens, params IReadOnlyList<IResourceBuilder<ProjectResource>> services)
    {
        tokens.WithAccount(project);
        return project.WithAddresses(services);
    }

    /// <summary>Tells a project where services listen.</summary>
    public static IResourceBuilder<ProjectResource> WithAddresses(this IResourceBuilder<ProjectResource> project, params IReadOnlyList<IResourceBuilder<ProjectResource>> services)
    {
        foreach (var service in services)
        {
            project.WithReference(service);
        }

        // Without what Aspire would give beside service discovery: the same addresses again, under other names.
        return project.WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ServiceDiscovery);
    }

    /// <summary>An HTTP endpoint, on loopback where the stack runs here, and a health check of it. Replicas share it, behind Aspire's proxy.</summary>
    public static IResourceBuilder<ProjectResource> WithHttp(this IResourceBuilder<ProjectResource> project, DataFolder? data)
    {
        if (data is null)
        {
            return project.WithHttpEndpoint(targetPort: PublishedPort).WithHttpHealthCheck("/health/ready")
                // With it, which Aspire publishes, a service would believe anybody.
                .WithEnvironment(context => context.EnvironmentVariables.Remove("ASPNETCORE_FORWARDEDHEADERS_ENABLED"));
        }

        var port = data.Ports.Of(project.Resource.Name);
        var isProxied = project.ApplicationBuilder.Replicas() > 1;
        return project
            .WithHttpEndpoint(port, targetPort: isProxied ? null : port, isProxied: isProxied)
            .WithEndpoint("http", endpoint => endpoint.TargetHost = "127.0.0.1")
            // A page of somebody else's, led to loopback by a name of its own, is not answered.
            .WithEnvironment("AllowedHosts", project.ApplicationBuilder.Configuration["AllowedHosts"] ?? "127.0.0.1;localhost")
            .WithReadiness()
            .WithTelemetry()
            .WithQuickStart();
    }

    private static IResourceBuilder<ProjectResource> WithQuickStart(this IResourceBuilder<ProjectResource> project) => project.WithEnvironment(context =>
    {
        foreach (var (name, value) in QuickStart.Settings)
        {
            context.EnvironmentVariables[name] = value;
        }
    });

    /// <summary>Lets others reach it, published through what speaks TLS: the parameter <c>proxy</c> says which address that has, and is believed alone.</summary>
    public static IResourceBuilder<ProjectResource> WithProxy(this IResourceBuilder<ProjectResource> project)
    {
        const string Name = "proxy";
        var builder = project.ApplicationBuilder;
        project.WithExternalHttpEndpoints();
        return builder.ExecutionContext.IsRunMode ? project.WithSettings("Proxies")
            : project.WithEnvironment("Proxies__0", builder.Resources.OfType<ParameterResource>().FirstOrDefault(known => known.Name == Name) is { } known
                ? builder.CreateResourceBuilder(known) : builder.AddParameter(Name));
    }

    /// <summary>A named link to one of the project's pages, in the dashboard.</summary>
    public static IResourceBuilder<ProjectResource> WithLink(this IResourceBuilder<ProjectResource> project, string text, string path) =>
        project.WithUrls(context =>
        {
            var endpoint = context.GetEndpoint("http")!;
            // Aspire's own link leads to the root, where there is nothing.
            context.Urls.RemoveAll(url => url.DisplayText is null);
            context.Urls.Add(new ResourceUrlAnnotation { Url = path, DisplayText = text, Endpoint = endpoint });
        });

    /// <summary>Hands on settings of these sections, which the AppHost's own environment or command line has.</summary>
    public static IResourceBuilder<ProjectResource> WithSettings(this IResourceBuilder<ProjectResource> project, params IReadOnlyList<string> sections)
    {
        var builder = project.ApplicationBuilder;
        foreach (var setting in sections.SelectMany(section => builder.Configuration.GetSection(section).AsEnumerable()).Where(setting => setting.Value is not null))
        {
            // A folder is meant as the AppHost sees it; the service works elsewhere.
            var value = setting is { Key: "Reports:Forms", Value.Length: > 0 } ? Path.GetFullPath(setting.Value) : setting.Value;
            project.WithEnvironment(setting.Key.Replace(":", "__", StringComparison.Ordinal), value);
        }

        return project;
    }

    /// <summary>
    /// Sends telemetry to the dashboard, soon, or where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names another receiver, as the other variables of OpenTelemetry say.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithTelemetry(this IResourceBuilder<ProjectResource> project)
    {
        var settings = project.ApplicationBuilder.Configuration;
        // Aspire asks for retries, with which a service that stops after the dashboard waits for it until it is killed.
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "");
        if (settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
        {
            // Without a dashboard there is nobody to send to.
            return !settings.GetValue("Dashboard:Enabled", true) ? project.WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", "") : project
                .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "5000")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "1000")
                .WithEnvironment("OTEL_BLRP_SCHEDULE_DELAY", "1000");
        }

        // The dashboard's own key is nobody else's business.
        project.WithEnvironment("OTEL_EXPORTER_OTLP_HEADERS", "");
        foreach (var (name, value) in settings.AsEnumerable().Where(setting => setting.Key.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase) && setting.Key != "OTEL_RESOURCE_ATTRIBUTES"))
        {
            project.WithEnvironment(name, value);
        }

        return project;
    }
}
