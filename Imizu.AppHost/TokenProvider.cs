using Imizu.AppHost.Local;
using Imizu.ServiceDefaults.Access;

namespace Imizu.AppHost;

/// <summary>Whose tokens services believe: the stack's identity service, or the provider that <c>Authentication:Authority</c> names; and the accounts that machines have there.</summary>
/// <param name="builder">The stack.</param>
/// <param name="data">Its data folder, where it runs here.</param>
/// <param name="identity">The identity service; null where another provider is named.</param>
/// <param name="authority">The provider's address.</param>
internal sealed class TokenProvider(IDistributedApplicationBuilder builder, DataFolder? data, IResourceBuilder<ProjectResource>? identity, ReferenceExpression authority)
{
    /// <summary>Makes a project believe its tokens.</summary>
    public IResourceBuilder<ProjectResource> BelievedBy(IResourceBuilder<ProjectResource> project)
    {
        project.WithEnvironment("Authentication__Authority", authority);
        return identity is null ? project.WithSettings("Authentication:ActorClaim", "Authentication:RoleClaim", "Authentication:Roles", "Authentication:Client:Scope")
            // Published, browsers come to it by another way than services do.
            : data is null ? project
                .WithEnvironment("Authentication__MetadataAddress", $"{identity.GetEndpoint("http")}/.well-known/openid-configuration")
                .WithEnvironment("Authentication__TokenAddress", $"{identity.GetEndpoint("http")}/connect/token")
            : project;
    }

    /// <summary>Tells a project where the identity service is, to read its access log; nothing where another provider is named.</summary>
    public IResourceBuilder<ProjectResource> ReadBy(IResourceBuilder<ProjectResource> project) => identity is null ? project : project.WithAddresses(identity);

    /// <summary>Gives a project an account, by which it asks other services.</summary>
    public IResourceBuilder<ProjectResource> WithAccount(IResourceBuilder<ProjectResource> project) =>
        project.WithEnvironment("Authentication__Client__Id", $"imizu-{project.Resource.Name}").WithEnvironment("Authentication__Client__Secret", AddAccount(project.Resource.Name));

    /// <summary>Makes the application that people use known to the identity service, and answers its secret.</summary>
    public IResourceBuilder<ParameterResource> AddPeople(string name, ReferenceExpression address)
    {
        var secret = AddAccount(name);
        identity?.WithEnvironment($"Clients__imizu-{name}__RedirectUris__0", ReferenceExpression.Create($"{address}callback"))
            .WithEnvironment($"Clients__imizu-{name}__LogOutUris__0", ReferenceExpression.Create($"{address}logged-out"));
        return secret;
    }

    /// <summary>Makes an account for whoever works on the stack from outside of it, and keeps its secret in the data folder.</summary>
    public void AddAccountOutside(string name)
    {
        var secret = AddAccount(name);
        data?.Record($"imizu-{name}", ReferenceExpression.Create($"Authority={authority};Scope={Scope};Secret={secret}"));
    }

    /// <summary>The dashboard's own, by which its commands ask.</summary>
    public Lazy<Task<MachineTokens>> AddDashboard()
    {
        var secret = AddAccount("dashboard");
        return new(async () => new MachineTokens(
            new AccessSettings { Authority = new((await authority.GetValueAsync(default))!), Client = new() { Id = "imizu-dashboard", Scope = Scope, Secret = (await secret.Resource.GetValueAsync(default))! } }, TimeProvider.System));
    }

    // How a service is asked for: its audience, with what another provider wants around it.
    private string Scope => builder.Configuration["Authentication:Client:Scope"] ?? "*";

    /// <exception cref="DistributedApplicationException">Another provider has the account, and its secret is not given.</exception>
    private IResourceBuilder<ParameterResource> AddAccount(string name)
    {
        if (identity is null && data is not null && string.IsNullOrEmpty(builder.Configuration[$"Parameters:{name}-secret"]))
        {
            throw new DistributedApplicationException($"Parameters__{name}-secret is not set: the secret of imizu-{name} at {builder.Configuration["Authentication:Authority"]}.");
        }

        var secret = builder.AddPassword($"{name}-secret", data);
        identity?.WithEnvironment($"Clients__imizu-{name}__Secret", secret);
        return secret;
    }
}
