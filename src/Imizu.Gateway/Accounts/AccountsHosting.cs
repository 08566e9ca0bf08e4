using Imizu.EventStreams;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.OpenApi;

namespace Imizu.Gateway.Accounts;

/// <summary>Who is let in, and how that is found out.</summary>
public static class AccountsHosting
{
    /// <summary>Accounts, Basic authentication, and the <see cref="Policies"/>.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(options => options.Schema.For<Account>().Identity(account => account.Name).UseOptimisticConcurrency(true));
        builder.Services.AddSingleton<AccountStore>();
        builder.Services.AddSingleton(new OperatorCredential(builder.Configuration.Connection("operator")));
        builder.Services.ConfigureAll<OpenApiOptions>(api =>
        {
            api.AddDocumentTransformer<CredentialsInOpenApi>();
            api.AddOperationTransformer<CredentialsInOpenApi>();
        });
        builder.Services.AddAuthentication(BasicAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, BasicAuthentication>(BasicAuthentication.Name, _ => { });
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var policy in Policies.All)
        {
            authorization.AddPolicy(policy, needs => needs.RequireRole(policy));
        }
    }

    /// <summary>Before all routes of the gateway.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAccounts();
    }
}
