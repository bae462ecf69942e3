using System.CommandLine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Completions;

/// <summary>`feedhandler completions`: a script that lets a shell complete commands and options.</summary>
internal static class CompletionsCommand
{
    private const string Description = "Prints a script by which bash, zsh or fish completes commands and options.";

    private const string Examples = """
        Examples:
          source <(feedhandler completions bash)
          source <(feedhandler completions zsh)
          feedhandler completions fish | source
        """;

    /// <summary>The command.</summary>
    /// <param name="terminal">Where it runs.</param>
    /// <param name="root">The tree that the scripts are made of, whole when the command runs.</param>
    public static Command Create(Terminal terminal, RootCommand root)
    {
        Argument<string?> shell = new("SHELL") { Description = "bash, zsh or fish", Arity = ArgumentArity.ZeroOrOne };
        shell.CompletionSources.Add("bash", "zsh", "fish");
        ExampleCommand command = new("completions", Description, Examples) { shell };
        command.SetAction(parsed =>
        {
            terminal.Out.Write(parsed.GetValue(shell) switch
            {
                "bash" => CompletionScript.Bash(root),
                "zsh" => "autoload -Uz compinit bashcompinit && compinit && bashcompinit\n" + CompletionScript.Bash(root),
                "fish" => CompletionScript.Fish(root),
                null => throw new UsageException("no shell: name bash, zsh or fish"),
                var other => throw new UsageException($"{other}: no such shell, name bash, zsh or fish"),
            });
            return ExitCode.Good;
        });
        return command;
    }
}
