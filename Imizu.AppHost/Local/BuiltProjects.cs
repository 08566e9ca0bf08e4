using Aspire.Hosting.ApplicationModel;

namespace Imizu.AppHost.Local;

/// <summary>Projects as they were built with the AppHost.</summary>
internal static class BuiltProjects
{
    /// <summary>
    /// Starts the project's own program. Aspire would say "dotnet run" to each, which looks for something to build, each time that one is started,
    /// and stays as the program's parent.
    /// </summary>
    public static IResourceBuilder<ProjectResource> RunAsBuilt(this IResourceBuilder<ProjectResource> project)
    {
        if (project.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return project;
        }

        var path = project.Resource.GetProjectMetadata().ProjectPath;
        var folder = Path.GetDirectoryName(path)!;
        // Of the configuration and framework that this was itself built for.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return project
            // Nothing here speaks TLS: without this, Aspire asks everybody to trust a developer's certificate.
            .WithoutHttpsCertificate()
            .WithAnnotation(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = folder })
            .WithArgs(Path.Combine(folder, "bin", own.Parent!.Name, own.Name, Path.GetFileNameWithoutExtension(path) + ".dll"));
    }
}
