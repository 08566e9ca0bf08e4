using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Imizu.LocalHosting;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The stack, ready to run.</summary>
public sealed class DistributedApplication
{
    private readonly IReadOnlyList<IResource> _resources;
    private readonly IConfiguration _configuration;
    private readonly string _appHostDirectory;

    internal DistributedApplication(IReadOnlyList<IResource> resources, IConfiguration configuration, string appHostDirectory) =>
        (_resources, _configuration, _appHostDirectory) = (resources, configuration, appHostDirectory);

    /// <summary>Begins the drawing of a stack.</summary>
    /// <param name="args">The command line; settings such as <c>--LocalHosting:DataFolder=…</c>.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(
        args,
        Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(item => item.Key == "AppHostProjectPath")?.Value ?? Environment.CurrentDirectory);

    /// <summary>
    /// Runs the stack until Ctrl-C or SIGTERM. The process's exit code says how it went: 0 stopped as asked,
    /// 1 could not start, 2 a program is missing on this machine.
    /// </summary>
    public void Run() => Environment.ExitCode =
        StackRun.RunAsync(_resources, _configuration, _appHostDirectory, TimeProvider.System).GetAwaiter().GetResult();
}

/// <summary>The drawing of the stack is wrong.</summary>
/// <param name="message">What is wrong.</param>
public class DistributedApplicationException(string message) : Exception(message);
