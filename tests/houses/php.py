# SPDX-License-Identifier: GPL-3.0-or-later
"""The PHP that makes a WordPress of the tests: its router, its set-up, its configuration."""

ROUTER = r"""<?php
// Static files as they are, everything else to index.php.
$root = $_SERVER['DOCUMENT_ROOT'];
$path = '/' . ltrim(rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)), '/');
if ($path !== '/' && strpos($path, '..') === false && is_file($root . $path)) {
    if (substr($path, -4) !== '.php') { return false; }
    $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $path;
    $_SERVER['SCRIPT_FILENAME'] = $root . $path;
    chdir(dirname($root . $path));
    require $root . $path;
    return true;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
chdir($root);
require $root . '/index.php';
"""

SETUP = r"""<?php
$c = json_decode(file_get_contents('php://stdin'), true);
$_SERVER += ['HTTP_HOST' => $c['host'], 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET',
             'SERVER_NAME' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1',
             'REMOTE_ADDR' => '127.0.0.1'];
define('WP_INSTALLING', true);
ob_start();
require $c['root'] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
if (!is_blog_installed()) {
    $first = $c['users'][0];
    wp_install($c['name'], $first['login'], $first['email'], true, '', $first['password'], 'en_US');
}
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
$wp_rewrite->flush_rules(false);
update_option('timezone_string', $c['timezone']);
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1])
         as $p) { wp_delete_post($p->ID, true); }
foreach ($c['categories'] as $slug => $name) {
    if (!term_exists($slug, 'category')) { wp_insert_term($name, 'category', ['slug' => $slug]); }
}
$out = [];
foreach ($c['users'] as $u) {
    $id = username_exists($u['login']);
    if (!$id) {
        $id = wp_insert_user(['user_login' => $u['login'], 'user_pass' => $u['password'],
                              'user_email' => $u['email'], 'role' => $u['role'],
                              'display_name' => $u['display']]);
        if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message()); exit(1); }
    } else {
        wp_update_user(['ID' => $id, 'display_name' => $u['display']]);
    }
    list($pw, $item) = WP_Application_Passwords::create_new_application_password(
        $id, ['name' => 'stet']);
    $out[$u['login']] = $pw;
}
ob_end_clean();
echo json_encode($out);
"""

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', '{password}');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('AUTH_KEY', '{salt}a'); define('SECURE_AUTH_KEY', '{salt}b');
define('LOGGED_IN_KEY', '{salt}c'); define('NONCE_KEY', '{salt}d');
define('AUTH_SALT', '{salt}e'); define('SECURE_AUTH_SALT', '{salt}f');
define('LOGGED_IN_SALT', '{salt}g'); define('NONCE_SALT', '{salt}h');
$table_prefix = 'wp_';
define('WP_HOME', '{url}');
define('WP_SITEURL', '{url}');
define('WP_ENVIRONMENT_TYPE', 'local');     // application passwords over plain http
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);            // a test says when the clock strikes
define('WP_DEBUG', false);
define('FS_METHOD', 'direct');
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""

MODULES = ("mysqli", "gd", "curl", "dom", "mbstring", "intl", "exif")
PACKAGES = (
    "php-cli",
    "php-mysql",
    "php-gd",
    "php-curl",
    "php-xml",
    "php-mbstring",
    "php-intl",
)
