// SPDX-License-Identifier: Apache-2.0
package org.tessera.demo;

import java.util.List;

/**
 * A shelf of the shop: what stands on it, what it is made of in each style, and how its sales move over the year.
 *
 * <p>Things stand in pairs that go together (0 with 1, 2 with 3, …), which is what a recommender can find out.
 */
enum Category {
    KITCHEN(
            "Kitchen",
            "KIT",
            "for every day at the stove",
            season(1, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.4, 1.6),
            0.0,
            things(
                    "Mixing Bowl",
                    24,
                    "Whisk",
                    12,
                    "Bread Board",
                    32,
                    "Bread Knife",
                    28,
                    "Casserole",
                    68,
                    "Serving Spoon",
                    14,
                    "Pepper Mill",
                    36,
                    "Salt Cellar",
                    18,
                    "Apron",
                    29,
                    "Oven Mitt",
                    15,
                    "Colander",
                    26),
            List.of("Stoneware", "Beechwood", "Enamel", "Olive Wood", "Farmhouse", "Copper"),
            List.of("Nordic White", "Brushed Steel", "Matte Black", "Slate Grey", "Denim", "Foldaway"),
            List.of("Speckled", "Tomato Red", "Sunny Yellow", "Little Chef", "Lemon Print", "Polka Dot")),
    TEA_COFFEE(
            "Tea & Coffee",
            "TEA",
            "for a quiet quarter of an hour",
            season(1.2, 1.1, 1, .9, .8, .7, .7, .7, .9, 1.1, 1.4, 1.7),
            0.0,
            things(
                    "Teapot",
                    38,
                    "Tea Cups, Set of 4",
                    34,
                    "Pour-Over Dripper",
                    26,
                    "Coffee Server",
                    32,
                    "Tea Tin",
                    13,
                    "Loose Leaf Sampler",
                    17,
                    "Coffee Grinder",
                    54,
                    "Coffee Canister",
                    23,
                    "Milk Jug",
                    16,
                    "Sugar Bowl",
                    15,
                    "Breakfast Mug",
                    12),
            List.of("Earthenware", "Rustic Clay", "Old Harbour", "Cast Iron", "Blue Rim", "Hand-Thrown"),
            List.of("Double-Wall Glass", "Graphite", "Nordic Morning", "Brushed Steel", "Porcelain", "Stackable"),
            List.of("Painted Bird", "Dotted", "Night Owl", "Candy Stripe", "Smiling Cow", "Hello Morning")),
    PANTRY(
            "Pantry",
            "PAN",
            "made in small batches",
            season(.9, .9, 1, 1, 1, 1, 1, 1, 1.1, 1.1, 1.3, 1.5),
            0.7,
            things(
                    "Shortbread",
                    6,
                    "Raspberry Jam",
                    5,
                    "Olive Oil",
                    14,
                    "Balsamic Vinegar",
                    12,
                    "Granola",
                    8,
                    "Honey",
                    9,
                    "Dark Chocolate",
                    5,
                    "Hazelnut Spread",
                    7,
                    "Pasta",
                    4,
                    "Tomato Sauce",
                    5,
                    "Spice Tin",
                    11),
            List.of("Farmhouse", "Old Orchard", "Mountain", "Heritage", "Hand-Cut", "Stone-Ground"),
            List.of("Low-Sugar", "Cold-Pressed", "Organic", "Single-Origin", "Wholegrain", "Refillable"),
            List.of("Strawberry", "Little Picnic", "Birthday", "Salted Caramel", "Alphabet", "Fizzy")),
    GARDEN(
            "Garden",
            "GAR",
            "for beds, pots and window boxes",
            season(.5, .8, 1.6, 2.2, 2.3, 1.7, 1.1, .9, .9, .7, .5, .5),
            0.1,
            things(
                    "Hand Trowel",
                    17,
                    "Hand Fork",
                    17,
                    "Watering Can",
                    34,
                    "Plant Mister",
                    14,
                    "Herb Planter",
                    22,
                    "Herb Seeds",
                    4,
                    "Bird Feeder",
                    24,
                    "Bird Bath",
                    45,
                    "Gardening Gloves",
                    15,
                    "Kneeling Pad",
                    19,
                    "Plant Labels",
                    8),
            List.of("Ash-Handled", "Galvanised", "Terracotta", "Willow", "Suede", "Slate"),
            List.of("Forged Steel", "Copper-Finish", "Balcony", "Powder-Coated", "Charcoal", "Aluminium"),
            List.of("Bumblebee", "Elephant", "Pizza Garden", "Rainbow", "Ladybird", "Bright Striped")),
    CANDLES(
            "Candles & Light",
            "CAN",
            "for long evenings",
            season(1, 1, .8, .7, .6, .5, .5, .6, 1, 1.3, 1.9, 2.3),
            0.0,
            things(
                    "Pillar Candle",
                    14,
                    "Candle Plate",
                    12,
                    "Tealight Holder",
                    9,
                    "Tealights, Box of 24",
                    8,
                    "Taper Candles",
                    11,
                    "Candlestick",
                    26,
                    "String Lights",
                    22,
                    "Paper Lantern",
                    10,
                    "Table Lamp",
                    72,
                    "Lampshade",
                    38,
                    "Scented Candle",
                    21),
            List.of("Beeswax", "Hammered Brass", "Hand-Dipped", "Farmhouse", "Turned Oak", "Lavender"),
            List.of("Concrete-Grey", "Smoked Glass", "Linear", "Soft White", "Bauhaus-Style", "Cedar and Smoke"),
            List.of("Neon Pink", "Starry", "Twisted", "Disco", "Mushroom", "Birthday Cake")),
    BATH(
            "Bath & Body",
            "BAT",
            "kind to skin and bathroom shelf",
            season(1, 1.2, 1, 1, 1.2, 1, 1, 1, 1, 1, 1.3, 1.6),
            0.15,
            things(
                    "Soap Bar",
                    6,
                    "Soap Dish",
                    11,
                    "Hand Cream",
                    12,
                    "Hand Wash",
                    13,
                    "Bath Salts",
                    14,
                    "Bath Brush",
                    16,
                    "Bath Towel",
                    28,
                    "Bath Mat",
                    32,
                    "Body Oil",
                    22,
                    "Lip Balm",
                    5,
                    "Wash Bag",
                    24),
            List.of("Oatmeal", "Lavender", "Cedar", "Turkish", "Chamomile", "Waxed Canvas"),
            List.of("Sea Mineral", "Unscented", "Bamboo", "Waffle", "Eucalyptus", "Clear-Pocket"),
            List.of("Bubblegum", "Grapefruit", "Duck Pond", "Flamingo", "Coconut", "Zigzag")),
    STATIONERY(
            "Stationery",
            "STA",
            "for letters, lists and plans",
            season(1.4, 1.1, .9, .9, .9, .9, .8, 1.3, 1.4, 1, 1.2, 1.5),
            -0.45,
            things(
                    "Notebook",
                    13,
                    "Fountain Pen",
                    34,
                    "Letter Paper",
                    12,
                    "Envelopes, Set of 20",
                    9,
                    "Wall Calendar",
                    18,
                    "Desk Planner",
                    22,
                    "Pencil Case",
                    15,
                    "Coloured Pencils",
                    16,
                    "Wrapping Paper",
                    6,
                    "Ribbon Reel",
                    5,
                    "Greeting Cards, Set of 6",
                    11),
            List.of("Leather-Bound", "Marbled", "Botanical", "Waxed Canvas", "Kraft", "Letterpress"),
            List.of("Dot Grid", "Monochrome", "Fine Line", "Felt", "Geometric", "Minimal"),
            List.of("Stargazer", "Rainbow", "Cloudy Day", "Dinosaur", "Confetti", "Dancing Cats")),
    TOYS(
            "Toys & Games",
            "TOY",
            "for small hands and rainy days",
            season(.7, .7, .8, .9, .9, 1, 1, .9, .8, 1, 2, 2.8),
            0.0,
            things(
                    "Building Blocks",
                    32,
                    "Toy Train",
                    28,
                    "Jigsaw Puzzle",
                    18,
                    "Memory Game",
                    14,
                    "Rag Doll",
                    26,
                    "Doll's Cradle",
                    38,
                    "Kite",
                    19,
                    "Skipping Rope",
                    9,
                    "Hand Puppet",
                    16,
                    "Puppet Theatre",
                    58,
                    "Spinning Top",
                    8),
            List.of("Wooden", "Woodland", "Heirloom", "Sailcloth", "Hand-Carved", "Beechwood"),
            List.of("Magnetic", "Geometric", "Pastel", "Delta", "Shadow", "Aluminium"),
            List.of("Jungle", "Space", "Unicorn", "Dragon", "Pirate", "Rainbow")),
    TEXTILES(
            "Textiles",
            "TEX",
            "soft, washable and made to last",
            season(1.2, 1, .9, .9, .8, .8, .8, .8, 1.1, 1.3, 1.4, 1.5),
            0.0,
            things(
                    "Cushion Cover",
                    24,
                    "Cushion Pad",
                    12,
                    "Throw",
                    54,
                    "Blanket",
                    68,
                    "Tablecloth",
                    46,
                    "Napkins, Set of 4",
                    22,
                    "Tea Towel",
                    11,
                    "Oven Glove",
                    16,
                    "Bed Linen",
                    89,
                    "Pillowcase",
                    21,
                    "Door Curtain",
                    58),
            List.of("Washed Linen", "Herringbone", "Gingham", "Striped Cotton", "Percale", "Velvet"),
            List.of("Ribbed", "Waffle Cotton", "Colour Block", "Grid", "Stonewashed", "Sheer"),
            List.of("Pompom", "Patchwork", "Lemon Grove", "Flamingo", "Starry", "Beaded")),
    OUTDOOR(
            "Outdoor",
            "OUT",
            "for walks, picnics and nights out",
            season(.6, .6, .9, 1.2, 1.6, 2, 2.1, 1.8, 1.1, .8, .7, .9),
            0.25,
            things(
                    "Picnic Blanket",
                    42,
                    "Picnic Basket",
                    64,
                    "Vacuum Flask",
                    28,
                    "Camping Mug",
                    13,
                    "Lantern",
                    36,
                    "Head Torch",
                    24,
                    "Daypack",
                    58,
                    "Rain Poncho",
                    34,
                    "Hammock",
                    72,
                    "Camp Stool",
                    39,
                    "Pocket Knife",
                    31),
            List.of("Tartan", "Enamelled", "Storm", "Waxed Canvas", "Oak-Framed", "Walnut-Handled"),
            List.of("Foldaway", "Titanium", "Rechargeable", "Ultralight", "Packable", "Slimline"),
            List.of("Sunshine", "Wildcat", "Firefly", "Splash", "Parrot", "My First")),
    PETS(
            "Pets",
            "PET",
            "for the ones who cannot order themselves",
            season(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.3),
            0.2,
            things(
                    "Dog Lead",
                    22,
                    "Dog Collar",
                    18,
                    "Cat Bed",
                    44,
                    "Cat Blanket",
                    19,
                    "Feeding Bowl",
                    15,
                    "Treat Jar",
                    17,
                    "Rope Toy",
                    8,
                    "Fetch Ball",
                    6,
                    "Grooming Brush",
                    14,
                    "Pet Towel",
                    16,
                    "Cat Teaser",
                    7),
            List.of("Saddle Leather", "Woven", "Ceramic", "Braided", "Beechwood", "Feather"),
            List.of("Reflective", "Felt", "Slow-Feed", "Natural Rubber", "Quick-Dry", "Magnetic"),
            List.of("Bandana", "Little Tiger", "Bone Appetit", "Squeaky", "Bubble", "Banana")),
    CRAFT(
            "Craft",
            "CRA",
            "with everything in the box",
            season(1.4, 1.1, .9, .8, .7, .7, .8, .9, 1.1, 1.3, 1.4, 1.1),
            -0.2,
            things(
                    "Knitting Yarn",
                    9,
                    "Knitting Needles",
                    12,
                    "Embroidery Kit",
                    24,
                    "Embroidery Hoop",
                    8,
                    "Watercolours",
                    26,
                    "Brush Set",
                    19,
                    "Lino Cutting Kit",
                    34,
                    "Block Printing Ink",
                    13,
                    "Candle Making Kit",
                    29,
                    "Sewing Box",
                    42,
                    "Fabric Bundle",
                    21),
            List.of("Merino", "Folk", "Pocket", "Traditional", "Beeswax", "Floral"),
            List.of("Recycled Cotton", "Abstract", "Studio", "Oil-Free", "Soy", "Solid Colour"),
            List.of("Jumbo", "Cat Portrait", "First Steps", "Neon", "Rainbow", "Fairground"));

    /** Expected sales over the year, month by month, around 1. */
    private static double[] season(double... months) {
        return months;
    }

    private static List<Thing> things(Object... namesAndPrices) {
        Thing[] things = new Thing[namesAndPrices.length / 2];
        for (int k = 0; k < things.length; k++) {
            things[k] = new Thing((String) namesAndPrices[2 * k], (Integer) namesAndPrices[2 * k + 1]);
        }
        return List.of(things);
    }

    /** Something that is sold in every style, and what it costs in the middle of its range. */
    record Thing(String name, int price) {}

    private final String label;
    private final String prefix;
    private final String purpose;
    private final double[] season;
    private final double trend;
    private final List<Thing> things;
    private final List<List<String>> makes;

    Category(
            String label,
            String prefix,
            String purpose,
            double[] season,
            double trend,
            List<Thing> things,
            List<String> classic,
            List<String> modern,
            List<String> playful) {
        this.label = label;
        this.prefix = prefix;
        this.purpose = purpose;
        this.season = season;
        this.trend = trend;
        this.things = things;
        this.makes = List.of(classic, modern, playful);
    }

    String label() {
        return label;
    }

    /** First part of its items' ids. */
    String prefix() {
        return prefix;
    }

    String purpose() {
        return purpose;
    }

    List<Thing> things() {
        return things;
    }

    /** What stands before a thing's name in a style; the same for both of a pair. */
    String make(Style style, int thing) {
        return makes.get(style.ordinal()).get(thing / 2);
    }

    /**
     * How much it sells at a time.
     *
     * @param month 0 to 11
     * @param elapsed share of the shop's whole time that has passed, 0..1
     */
    double demand(int month, double elapsed) {
        return season[month] * (1 + trend * (elapsed - 0.5));
    }
}
