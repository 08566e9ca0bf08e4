using System.Runtime.InteropServices;
using Imizu.AppHost.Local;
using Imizu.LocalStack;
using Microsoft.Extensions.Configuration;

namespace Imizu.AppHost;

/// <summary>The builder of the stack, and the settings that it reads.</summary>
internal static class StackBuilder
{
    /// <summary>Makes the builder. A wrong setting ends the program with a sentence, instead of a stack trace.</summary>
    public static IDistributedApplicationBuilder Create(string[] args)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
        {
            if (thrown.ExceptionObject is DistributedApplicationException wrong)
            {
                Console.Error.WriteLine(wrong.Message);
                Environment.Exit(1);
            }
        };
        Proxies.ExceptThisMachine();
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        return DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = args,
            DisableDashboard = settings.GetValue("Dashboard:Enabled", true) is false,
        });
    }

    /// <summary>How many processes each service has: <c>Replicas</c>.</summary>
    /// <exception cref="DistributedApplicationException">It is no number of processes.</exception>
    public static int Replicas(this IDistributedApplicationBuilder builder) => builder.Configuration["Replicas"] switch
    {
        null or "" => 1,
        var value when int.TryParse(value, out var number) && number > 0 => number,
        var other => throw new DistributedApplicationException($"Replicas is \"{other}\". Specify how many processes each service has, 1 or more."),
    };

    /// <summary>
    /// Whether PostgreSQL and RabbitMQ are processes of this machine instead of containers: as <c>Servers</c> says, else where no container engine answered at the first start.
    /// </summary>
    /// <exception cref="DistributedApplicationException"><c>Servers</c> says something else.</exception>
    public static bool UsesLocalServers(this IDistributedApplicationBuilder builder, DataFolder data)
    {
        // Chosen once for a data folder: other servers would begin with nothing.
        builder.Configuration["Servers"] ??= data.Servers(() => ContainerEngine.Answers(builder.Configuration["ASPIRE_CONTAINER_RUNTIME"]) ? "containers" : "local");
        return builder.Configuration["Servers"] switch
        {
            "local" => true,
            "containers" => false,
            var other => throw new DistributedApplicationException($"Servers is \"{other}\". Specify containers or local."),
        };
    }

    /// <summary>A password: generated, and kept in the data folder; where the stack is published, a parameter to be given.</summary>
    public static IResourceBuilder<ParameterResource> AddPassword(this IDistributedApplicationBuilder builder, string name, DataFolder? data) =>
        data is null
            ? builder.AddParameter(name, new GenerateParameterDefault { Special = false }, secret: true)
            : builder.AddParameter(name, builder.Configuration[$"Parameters:{name}"] ?? data.Password(name), secret: true);

    /// <summary>Claims the data folder for a stack that runs here, and prepares its running; null where the stack is published.</summary>
    public static DataFolder? ClaimDataFolder(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return null;
        }

        var data = DataFolder.Claim(builder);
        InheritedEnvironment.Restrict();
        builder.UseLoopbackDashboard(data);
        builder.MaskConsoles();
        builder.StopOnHangup();
        builder.RestartWhatEnds();
        builder.RecordState(data);
        return data;
    }

    /// <summary>Leaves out of the stack what is not needed for some resources: what a restore fills before anything may look at it.</summary>
    /// <param name="builder">The stack.</param>
    /// <param name="names">Names with commas between them; null or empty for all.</param>
    public static void RunOnly(this IDistributedApplicationBuilder builder, string? names)
    {
        if (string.IsNullOrEmpty(names))
        {
            return;
        }

        var needed = new HashSet<string>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            Need(builder.Resources.FirstOrDefault(resource => resource.Name == name)
                ?? throw new DistributedApplicationException($"Run:Only names {name}, which the stack does not have."));
        }

        foreach (var resource in builder.Resources.Where(resource => resource is not ParameterResource && !needed.Contains(resource.Name)).ToList())
        {
            builder.Resources.Remove(resource);
        }

        void Need(IResource resource)
        {
            if (needed.Add(resource.Name))
            {
                foreach (var awaited in resource.Annotations.OfType<WaitAnnotation>())
                {
                    Need(awaited.Resource);
                }
            }
        }
    }

    // A closed terminal and a dropped session end the stack as Ctrl-C does.
    private static void StopOnHangup(this IDistributedApplicationBuilder builder) =>
        builder.Eventing.Subscribe<BeforeStartEvent>((e, cancellationToken) =>
        {
            var lifetime = e.Services.GetRequiredService<IHostApplicationLifetime>();
            var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                lifetime.StopApplication();
            });
            lifetime.ApplicationStopped.Register(hangup.Dispose);
            return Task.CompletedTask;
        });
}
