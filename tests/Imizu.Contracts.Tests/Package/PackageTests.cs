using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Imizu.Contracts.Tests.Package;

/// <summary>The package, as somebody has it who has nothing else of Imizu.</summary>
public sealed partial class PackageTests(PackedContracts packed) : IClassFixture<PackedContracts>
{
    [Fact]
    public void It_says_what_it_is_needs_nothing_and_has_the_contract_for_other_languages_in_it()
    {
        using var package = ZipFile.OpenRead(packed.Package);
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Empty(new[] { "README.md", "contract/asyncapi.json", "contract/schemas/envelope.json", "lib/net10.0/Imizu.Contracts.dll", "lib/net10.0/Imizu.Contracts.xml" }.Except(files));
        Assert.Empty(EventCatalog.All.Select(entry => $"contract/schemas/{entry.Name}.json").Except(files));

        var described = XElement.Load(package.GetEntry("Imizu.Contracts.nuspec")!.Open()).Elements().Single();
        string? Said(string name) => described.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal(("Imizu.Contracts", "Imizu", "README.md", null), (Said("id"), Said("authors"), Said("readme"), Said("license")));
        Assert.Contains("重層的支援体制整備事業", Said("description"));
        Assert.DoesNotContain(described.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public async Task A_program_elsewhere_restores_it_from_a_folder_and_reads_an_event_as_its_readme_shows()
    {
        var program = Directory.CreateDirectory(Path.Combine(packed.Folder, "elsewhere")).FullName;
        await Write(program, "nuget.config", """
            <configuration><packageSources><clear /><add key="folder" value="../source" /></packageSources></configuration>
            """);
        await Write(program, "Elsewhere.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                <UseAppHost>false</UseAppHost><RestorePackagesPath>../packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Imizu.Contracts" Version="{ContractFiles.Version}" /></ItemGroup>
            </Project>
            """);
        await Write(program, "Program.cs", (await FromReadme()).Replace("\n\n", "\n\nvar message = File.ReadAllText(args[0]);\n"));
        await Write(program, "message.json", Publishing.EnvelopeExamples.Of("jp.imizu.consultation.case-received.v1", EventCatalog.RecordOf("jp.imizu.consultation.case-received.v1")!).ToJsonString());

        var output = await Programs.Run(program, "dotnet", ["run", "--", "message.json"]);
        Assert.Equal("04/01/2024 相談受付（民生委員） case/0198c1d2-7e00-7000-8000-000000000001", output.Trim());
    }

    private static async Task<string> FromReadme()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Built.Root, "src/Imizu.Contracts/README.md"), TestContext.Current.CancellationToken);
        return Code().Match(readme).Groups["code"].Value;
    }

    private static Task Write(string folder, string file, string content) =>
        File.WriteAllTextAsync(Path.Combine(folder, file), content, TestContext.Current.CancellationToken);

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
