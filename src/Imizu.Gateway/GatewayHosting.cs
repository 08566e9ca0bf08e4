using System.Threading.RateLimiting;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.Broker;
using Imizu.Gateway.DeadLetters;
using Imizu.Gateway.Following;
using Imizu.Gateway.Tallies;
using Imizu.ServiceDefaults.Access;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.OpenApi;

namespace Imizu.Gateway;

/// <summary>Composes the gateway.</summary>
public static class GatewayHosting
{
    private const string Either = "Either";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds Marten on the gateway's own database (connection string <c>database</c>), the HTTP defaults and all features.</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddHttpDefaults();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMarten(options =>
        {
            options.Connection(builder.Configuration.Database());
            options.UseContractJson();
            options.RepeatNothing();
            options.Schema.For<Account>().Identity(account => account.Name).UseOptimisticConcurrency(true);
            options.Schema.For<Installation>().Identity(installation => installation.Id);
            options.Schema.For<DeadLetter>().Identity(letter => letter.Id).UseOptimisticConcurrency(true)
                .Duplicate(letter => letter.State).Duplicate(letter => letter.Sender).Duplicate(letter => letter.At);
        }).ApplyAllDatabaseChangesOnStartup();
        builder.AddAccounts();
        builder.AddBroker();
        builder.AddTallies();
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<SourceForwarder>();
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(FollowingEndpoints.AtOnce, http => RateLimitPartition.GetConcurrencyLimiter(
                http.User.Identity?.Name ?? "", _ => new ConcurrencyLimiterOptions { PermitLimit = FollowingEndpoints.MostAtOnce, QueueLimit = 0 }));
        });
    }

    public static void UseGateway(this WebApplication app)
    {
        app.UseHttpDefaults();
        app.UseAccess();
        // After authentication, because the limit is an account's.
        app.UseRateLimiter();
        app.MapAccounts();
        app.MapFollowers();
        app.MapFollowing();
        app.MapTallies();
        app.MapDeadLetters();
    }

    private static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccountStore>();
        builder.Services.AddSingleton<WrongPasswords>();
        builder.Services.ConfigureAll<OpenApiOptions>(api =>
        {
            api.AddDocumentTransformer<OpenApiSecurityTransformer>();
            api.AddOperationTransformer<OpenApiSecurityTransformer>();
        });
        // A name with its password, or a token.
        builder.AddAccess("gateway").AddScheme<AuthenticationSchemeOptions, BasicAuthentication>(BasicAuthentication.Name, _ => { })
            .AddPolicyScheme(Either, displayName: null, either => either.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.ToString().StartsWith(JwtBearerDefaults.AuthenticationScheme, StringComparison.OrdinalIgnoreCase) ? JwtBearerDefaults.AuthenticationScheme : BasicAuthentication.Name);
        builder.Services.Configure<AuthenticationOptions>(authentication => authentication.DefaultScheme = Either);
    }

    /// <summary>RabbitMQ's management API (connection string <c>management</c>), on the virtual host of the connection string <c>messaging</c>.</summary>
    private static void AddBroker(this WebApplicationBuilder builder)
    {
        var virtualHost = Uri.UnescapeDataString(new Uri(builder.Configuration.Connection("messaging")).AbsolutePath.TrimStart('/')) is { Length: > 0 } named ? named : "/";
        builder.Services.AddOptions<QueueBounds>().BindConfiguration("Followers").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<TallyBounds>().BindConfiguration("Tallies").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(_ => new ManagementApi(new Uri(builder.Configuration.Connection("management")), virtualHost));
        builder.Services.AddSingleton<BrokerReconciler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BrokerReconciler>());
    }

    private static void AddTallies(this WebApplicationBuilder builder)
    {
        // A tally is retried by its own schedule.
#pragma warning disable EXTEXP0001 // How a client is kept from the defaults; there is no other way yet.
        builder.Services.AddHttpClient(MeasureClient.Service, http => (http.BaseAddress, http.Timeout) = (new Uri($"http://{MeasureClient.Service}/"), RequestTimeout)).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddSingleton<MeasureClient>();
        builder.Services.AddSingleton<Measures>();
        builder.Services.AddSingleton<TallyTelemetry>();
        builder.Services.AddSingleton<TallyIntake>();
        builder.Services.AddSingleton<DeadLetterStore>();
        builder.Services.AddSingleton<DeadLetterResender>();
        builder.Services.AddHostedService<DeadLetterGauge>();
        builder.Services.AddHostedService<TallyConsumer>();
    }
}
