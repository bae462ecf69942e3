using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Projects;

public sealed partial class SolutionTests
{
    private static string[] PathsInSolution =>
    [
        .. ProjectPath().Matches(Tree.Files.Single(static file => file.Path == "FeedHandler.sln").Text)
            .Select(static match => match.Groups["path"].Value.Replace('\\', '/')),
    ];

    [Test]
    public void TheSolutionHoldsEveryProject() => Rule.Holds(
        "Every project is in FeedHandler.sln", Project.All.Select(static project => project.File.Path).Except(PathsInSolution));

    [Test]
    public void TheSolutionHoldsNoProjectThatIsGone() => Rule.Holds(
        "FeedHandler.sln names only projects that exist", PathsInSolution.Except(Project.All.Select(static project => project.File.Path)));

    [Test]
    public void EveryProjectOfTheProductIsTested() => Rule.Holds(
        "Every project of the product is referenced by a test project",
        Project.All.Where(static project => !project.IsTestCode).Select(static project => project.Name)
            .Except(Project.All.Where(static project => project.IsTestProject).SelectMany(static project => project.References)));

    [Test]
    public void EveryProjectLocksItsPackages() => Rule.Holds(
        "Every project has its packages.lock.json",
        Project.All.Select(static project => $"{project.Folder}/packages.lock.json").Except(Tree.Files.Select(static file => file.Path)));

    [GeneratedRegex("""= "[^"]+", "(?<path>[^"]+\.csproj)",""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectPath();
}
