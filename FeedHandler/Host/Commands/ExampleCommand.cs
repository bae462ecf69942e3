using System.CommandLine;

namespace FeedHandler.Host.Commands;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="examples">What the help shows after the options.</param>
internal sealed class ExampleCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>What the help shows after the options.</summary>
    public string Examples => examples;
}
