using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FeedHandler.Tidy.Code;

/// <summary>What is the same for every venue speaks of none; comments may say which protocol a rule comes from.</summary>
public sealed partial class VenueTests
{
    private static readonly string[] NeutralRooms =
    [
        "FeedHandler/Core", "FeedHandler/Ring", "FeedHandler/Engine/Reports", "FeedHandler/Engine/Pipelines", "FeedHandler/Host/Reports", "FeedHandler/Sinks",
        "FeedHandler/Receivers", "FeedHandler/Native",
    ];

    [Test]
    public void WhatEveryVenueSharesIsNamedAfterNone() => Rule.Holds(
        $"Names and texts in {string.Join(", ", NeutralRooms)} are of no venue and no protocol of one",
        Tree.Product.Where(static file => Array.Exists(NeutralRooms, file.IsBelow)).SelectMany(static file => file.Root.DescendantTokens()
            .Where(IsOfVenue)
            .Select(token => $"{file}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {token.ValueText}")));

    [TestCase("CmeDecoder", true)]
    [TestCase("_cmeChannel", true)]
    [TestCase("Mdp3Header", true)]
    [TestCase("FixTag", true)]
    [TestCase("Fixing", false)]
    [TestCase("Acme", false)]
    [TestCase("SuffixTag", false)]
    public void OnlyWholeWordsCount(string name, bool isOfVenue) => Assert.That(Word().IsMatch(name), Is.EqualTo(isOfVenue));

    private static bool IsOfVenue(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.IdentifierToken => Word().IsMatch(token.ValueText) && !IsOfKernel(token.ValueText),
        SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => Word().IsMatch(token.ValueText),
        _ => false,
    };

    // Constants of io_uring, which has files in fixed places.
    private static bool IsOfKernel(string name) => name.StartsWith("IOSQE_", StringComparison.Ordinal) || name.StartsWith("IORING_", StringComparison.Ordinal);

    // In a name a word begins with a capital letter, or stands at the start or behind what is no letter.
    [GeneratedRegex(
        @"((?<![A-Za-z])(cme|mdp|fix|b3|globex|coinbase|deribit|euronext)|(Cme|CME|Mdp|MDP|Fix|FIX|B3|Globex|Coinbase|Deribit|Euronext))(?![a-z])",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Word();
}
