using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The parts that a stack can have.</summary>
public static class AddExtensions
{
    /// <summary>A PostgreSQL server.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null) =>
        builder.AddResource(new PostgresServerResource(name, OwnPassword(builder, name, userName, password)) { Port = port ?? 0 });

    /// <summary>A RabbitMQ server.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null) =>
        builder.AddResource(new RabbitMQServerResource(name, OwnPassword(builder, name, userName, password)) { Port = port ?? 0 });

    /// <summary>A .NET project.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="launchProfileName">Null: launchSettings.json is not read. It never is here.</param>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
    {
        var project = builder.AddResource(new ProjectResource(name));
        project.Resource.Annotations.Add(new TProject());
        return project;
    }

    /// <summary>A connection string given in the configuration, as <c>ConnectionStrings:{name}</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new GivenConnectionStringResource(name, builder.Configuration.GetConnectionString(name)));

    /// <summary>A connection string composed of other values.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression) =>
        builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));

    /// <summary>A value from <c>Parameters:{name}</c>, or made up, and kept if wanted.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(new ParameterResource(name, secret) { Default = value, Persist = persist });

    private static ParameterResource OwnPassword(
        IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName,
        IResourceBuilder<ParameterResource>? password)
    {
        // The member has it in Aspire; here nobody has needed it yet, and to pass over it in silence would be worse.
        if (userName is not null)
        {
            throw new NotSupportedException("A server run by Imizu.LocalHosting has its own administrator's name.");
        }

        // No signs: the password becomes part of a connection string, a URI even.
        var generated = new GenerateParameterDefault { Special = false };
        return (password ?? builder.AddParameter($"{name}-password", generated, secret: true, persist: true)).Resource;
    }
}
